import { ArgoTieredCaching } from "@cdktf/provider-cloudflare/lib/argo-tiered-caching";
import { TieredCache, type TieredCacheConfig } from "@cdktf/provider-cloudflare/lib/tiered-cache";
import { Construct } from "constructs";
import type { IZone } from "./zone";

export interface TieredCachingProps {
  readonly zone: IZone;

  /** Arguments of the `cloudflare_tiered_cache` resource that replace what this module sets. @default none */
  readonly overrides?: Partial<TieredCacheConfig>;
}

/**
 * Tiered caching with the smart topology: data centers request a missing response from one data center near the origin,
 * and only that one sends requests to the origin. It is free on all plans.
 * https://developers.cloudflare.com/cache/how-to/tiered-cache/
 */
export class TieredCaching extends Construct {
  constructor(scope: Construct, id: string, { zone, overrides }: TieredCachingProps) {
    super(scope, id);
    const tiers = new ArgoTieredCaching(this, "tiers", { zoneId: zone.id, value: "on" });
    // The API refuses a topology until tiered caching is on.
    new TieredCache(this, "Default", { zoneId: zone.id, value: "on", dependsOn: [tiers], ...overrides });
  }
}
