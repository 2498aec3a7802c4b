import { GradualWorker } from "@modules/cloudflare/workers/gradual-worker";
import type { Construct } from "constructs";

/** A new version of a worker that receives one request in ten; the previous version receives the rest. */
export function example(scope: Construct): void {
  new GradualWorker(scope, "greeting", {
    accountId: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "greeting",
    content: 'export default { fetch: () => new Response("good morning") };',
    compatibilityDate: "2025-11-01",
    previous: { id: "0a1b2c3d-0000-4000-8000-000000000000", percentage: 90 },
  });
}
