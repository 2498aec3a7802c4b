import { Job } from "@modules/kubernetes/workloads/job";
import type { Construct } from "constructs";

/** A migration of the database that runs again for each image. */
export function example(scope: Construct): void {
  new Job(scope, "migration", {
    name: "migration",
    namespace: "shop",
    revision: "2026-01",
    container: {
      image: "registry.example.com/migration:v1.4.2",
      args: ["up"],
      secrets: { DATABASE_URL: { secret: "database", key: "url" } },
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { memory: "256Mi" },
    },
  });
}
