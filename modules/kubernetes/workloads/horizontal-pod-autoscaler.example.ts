import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { HorizontalPodAutoscaler } from "@modules/kubernetes/workloads/horizontal-pod-autoscaler";
import type { Construct } from "constructs";

/** Three to thirty pods of a checkout, by CPU and by requests per second. */
export function example(scope: Construct): void {
  const checkout = new Deployment(scope, "checkout", {
    name: "checkout",
    namespace: "shop",
    replicas: 3,
    autoscaled: true,
    container: {
      image: "registry.example.com/checkout:v3.1.0",
      ports: { http: 8080 },
      requests: { cpu: "250m", memory: "256Mi" },
      limits: { memory: "512Mi" },
      readiness: { path: "/ready" },
    },
  });

  new HorizontalPodAutoscaler(scope, "autoscaler", {
    name: "checkout",
    target: checkout,
    minReplicas: 3,
    maxReplicas: 30,
    cpuPercent: 70,
    podMetrics: { requests_per_second: "100" },
  });
}
