import { LoadBalancer } from "@modules/cloudflare/load-balancing/load-balancer";
import { Monitor } from "@modules/cloudflare/load-balancing/monitor";
import { Pool } from "@modules/cloudflare/load-balancing/pool";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

const accountId = "023e105f4ecef8ad9ca31a8372d0c353";

/** A load balancer for `api.example.com`, which fails over from AWS to Google Cloud. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", { id: accountId, name: "example.com", plan: "pro" });
  const monitor = new Monitor(scope, "monitor", { accountId, description: "API", hostHeader: "api.example.com" });
  const pools = ["aws", "google"].map(
    (cloud) =>
      new Pool(scope, cloud, {
        accountId,
        name: `api-${cloud}`,
        description: `API in ${cloud}`,
        origins: { gateway: { address: `api.${cloud}.example.net` } },
        monitor,
      }),
  );

  new LoadBalancer(scope, "api", { zone, name: "api.example.com", description: "API in two clouds", pools });
}
