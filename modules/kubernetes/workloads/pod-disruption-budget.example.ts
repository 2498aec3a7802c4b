import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { PodDisruptionBudget } from "@modules/kubernetes/workloads/pod-disruption-budget";
import type { Construct } from "constructs";

/** A quarter of the search pods may be evicted at a time. */
export function example(scope: Construct): void {
  const search = new Deployment(scope, "search", {
    name: "search",
    namespace: "shop",
    replicas: 8,
    container: {
      image: "registry.example.com/search:v2.0.1",
      ports: { http: 8080 },
      requests: { cpu: "500m", memory: "1Gi" },
      limits: { memory: "1Gi" },
      readiness: { path: "/ready" },
    },
  });

  new PodDisruptionBudget(scope, "budget", { target: search, maxUnavailable: "25%" });
}
