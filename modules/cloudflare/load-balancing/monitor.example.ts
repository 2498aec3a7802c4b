import { Monitor } from "@modules/cloudflare/load-balancing/monitor";
import type { Construct } from "constructs";

/** A health check every minute for servers that expect the host name of the API. */
export function example(scope: Construct): void {
  new Monitor(scope, "monitor", {
    accountId: "023e105f4ecef8ad9ca31a8372d0c353",
    description: "API servers",
    path: "/healthz",
    hostHeader: "api.example.com",
    threshold: 3,
  });
}
