import { Zone } from "@modules/cloudflare/zone/zone";
import { ZoneAlerts } from "@modules/cloudflare/zone/zone-alerts";
import type { Construct } from "constructs";

/** Mail to the on-call team about attacks, unreachable origins and certificates. */
export function example(scope: Construct): void {
  const accountId = "023e105f4ecef8ad9ca31a8372d0c353";
  const zone = Zone.fromExisting(scope, "alerted-zone", {
    id: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "example.com",
    plan: "business",
  });

  new ZoneAlerts(scope, "alerts", { accountId, zone, name: "example", emails: ["on-call@example.com"] });
}
