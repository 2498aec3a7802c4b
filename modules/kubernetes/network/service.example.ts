import { Service } from "@modules/kubernetes/network/service";
import type { Construct } from "constructs";

/** A service for the pods of an API, with a port for requests and one for metrics. */
export function example(scope: Construct): void {
  new Service(scope, "api", {
    name: "api",
    namespace: "shop",
    selector: { app: "api" },
    ports: { http: { port: 80, targetPort: 8080 }, metrics: { port: 9090 } },
  });
}
