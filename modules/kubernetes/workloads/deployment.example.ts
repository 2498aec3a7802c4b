import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import type { Construct } from "constructs";

/** Three pods of an API that read their settings from a config map; a `Service` selects them with `api.selector`. */
export function example(scope: Construct): void {
  const settings = new ConfigMap(scope, "settings", { name: "api-settings", namespace: "shop", data: { TTL: "60" } });

  new Deployment(scope, "api", {
    name: "api",
    namespace: "shop",
    replicas: 3,
    container: {
      image: "registry.example.com/api:v1.4.2",
      ports: { http: 8080, metrics: 9090 },
      configMaps: [settings],
      requests: { cpu: "250m", memory: "256Mi" },
      limits: { memory: "512Mi" },
      readiness: { path: "/ready" },
    },
  });
}
