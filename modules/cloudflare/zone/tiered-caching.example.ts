import { TieredCaching } from "@modules/cloudflare/zone/tiered-caching";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Tiered caching for a zone that another team owns. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "example.com",
    plan: "free",
  });

  new TieredCaching(scope, "tiered-caching", { zone });
}
