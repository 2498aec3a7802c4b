import { Monitor } from "@modules/cloudflare/load-balancing/monitor";
import { Pool } from "@modules/cloudflare/load-balancing/pool";
import type { Construct } from "constructs";

const accountId = "023e105f4ecef8ad9ca31a8372d0c353";

/** Two servers that share the requests and are checked from the east of North America. */
export function example(scope: Construct): void {
  new Pool(scope, "servers", {
    accountId,
    name: "shop-servers",
    description: "Shop in Virginia",
    origins: {
      first: { address: "192.0.2.10", hostHeader: "shop.example.com" },
      second: { address: "192.0.2.11", hostHeader: "shop.example.com" },
    },
    monitor: new Monitor(scope, "monitor", { accountId, description: "Shop", hostHeader: "shop.example.com" }),
    checkRegions: ["ENAM"],
  });
}
