import { MONITORING_NAMESPACE } from "@modules/kubernetes/charts/namespaces";
import { NetworkPolicy } from "@modules/kubernetes/network/network-policy";
import type { Construct } from "constructs";

/**
 * The API accepts requests of the search pods and of Prometheus, and connects to the database only. The namespace
 * denies all other traffic, so the search pods need an egress rule as well.
 */
export function example(scope: Construct): void {
  new NetworkPolicy(scope, "api", {
    name: "api",
    namespace: "shop",
    pods: { app: "api" },
    ingress: [
      { peers: [{ pods: { app: "search" } }], ports: [{ port: 8080 }] },
      { peers: [{ namespace: MONITORING_NAMESPACE }], ports: [{ port: 9090 }] },
    ],
    egress: [{ peers: [{ cidr: "10.0.32.0/20" }], ports: [{ port: 5432 }] }],
  });
  new NetworkPolicy(scope, "search", {
    name: "search",
    namespace: "shop",
    pods: { app: "search" },
    egress: [{ peers: [{ pods: { app: "api" } }], ports: [{ port: 8080 }] }],
  });
}
