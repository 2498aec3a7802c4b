import { Worker } from "@modules/cloudflare/workers/worker";
import type { Construct } from "constructs";

/** A worker that responds to health checks and logs a tenth of them. */
export function example(scope: Construct): void {
  new Worker(scope, "health", {
    accountId: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "health",
    content: 'export default { fetch: (_, env) => Response.json({ environment: env.ENVIRONMENT, status: "ok" }) };',
    compatibilityDate: "2025-11-01",
    environment: { ENVIRONMENT: "production" },
    logSamplingRate: 0.1,
  });
}
