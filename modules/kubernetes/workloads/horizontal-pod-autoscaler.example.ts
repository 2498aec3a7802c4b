import { HorizontalPodAutoscaler } from "@modules/kubernetes/workloads/horizontal-pod-autoscaler";
import type { Construct } from "constructs";

/** Three to thirty pods of a checkout service, scaled by CPU and by requests per second. */
export function example(scope: Construct): void {
  new HorizontalPodAutoscaler(scope, "autoscaler", {
    name: "checkout",
    // A `Deployment` with `autoscaled: true` leaves the number of its pods to the autoscaler.
    target: { name: "checkout", namespace: "shop" },
    minReplicas: 3,
    maxReplicas: 30,
    cpuPercent: 70,
    podMetrics: { requests_per_second: "100" },
  });
}
