import { Zone } from "@modules/cloudflare/zone/zone";
import { ZoneSettings } from "@modules/cloudflare/zone/zone-settings";
import type { Construct } from "constructs";

/** Settings of a zone with an HSTS max-age of one month, and with WebSockets. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "example.com",
    plan: "free",
  });

  new ZoneSettings(scope, "settings", {
    zone,
    strictTransportSeconds: 30 * 24 * 60 * 60,
    overrides: { websockets: "on" },
  });
}
