import { HealthAlert } from "@modules/cloudflare/load-balancing/health-alert";
import { Monitor } from "@modules/cloudflare/load-balancing/monitor";
import { Pool } from "@modules/cloudflare/load-balancing/pool";
import type { Construct } from "constructs";

const accountId = "023e105f4ecef8ad9ca31a8372d0c353";

/** Mail to the on-call team when the pool of checkout servers becomes unhealthy. */
export function example(scope: Construct): void {
  const checkout = new Pool(scope, "checkout", {
    accountId,
    name: "checkout-alerted",
    description: "Checkout in AWS",
    origins: { gateway: { address: "checkout.aws.example.net" } },
    monitor: new Monitor(scope, "monitor", { accountId, description: "Checkout" }),
  });

  new HealthAlert(scope, "alert", {
    accountId,
    name: "checkout-health",
    pools: [checkout],
    emails: ["on-call@example.com"],
  });
}
