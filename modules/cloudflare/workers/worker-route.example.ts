import { Worker } from "@modules/cloudflare/workers/worker";
import { WorkerRoute } from "@modules/cloudflare/workers/worker-route";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** A worker for the requests to the API; other paths go to the origin. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "example.com",
    plan: "free",
  });
  const worker = new Worker(scope, "worker", {
    accountId: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "api-headers",
    content: "export default { fetch: (request) => fetch(request) };",
    compatibilityDate: "2025-11-01",
  });

  new WorkerRoute(scope, "api", { zone, pattern: "www.example.com/api/*", worker });
}
