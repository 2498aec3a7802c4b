import { DaemonSet } from "@modules/kubernetes/workloads/daemon-set";
import type { Construct } from "constructs";

/** An agent on every node that exports metrics of the node's temperature sensors. */
export function example(scope: Construct): void {
  new DaemonSet(scope, "sensors", {
    name: "sensors",
    namespace: "monitoring",
    container: {
      image: "registry.example.com/sensors:v1.2.0",
      ports: { metrics: 9100 },
      requests: { cpu: "20m", memory: "32Mi" },
      limits: { memory: "64Mi" },
      readiness: { path: "/metrics" },
    },
  });
}
