import { Deployment } from "@modules/kubernetes/workloads/deployment";
import type { Construct } from "constructs";

/** A deployment for the tests of modules that refer to one. */
export function deployment(scope: Construct): Deployment {
  return new Deployment(scope, "api", {
    name: "api",
    namespace: "production",
    replicas: 3,
    autoscaled: true,
    container: {
      image: "example/api:v1.0.0",
      requests: { cpu: "250m", memory: "256Mi" },
      limits: { memory: "512Mi" },
    },
  });
}
