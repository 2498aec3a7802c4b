import { ArgoTieredCaching } from "@cdktf/provider-cloudflare/lib/argo-tiered-caching";
import { TieredCache } from "@cdktf/provider-cloudflare/lib/tiered-cache";
import { Construct } from "constructs";
import type { IZone } from "./zone";

export interface TieredCachingProps {
  readonly zone: IZone;
}

/**
 * Places that miss ask one near the origin, and only that the origin. It has no
 * price on any plan. https://developers.cloudflare.com/cache/how-to/tiered-cache/
 */
export class TieredCaching extends Construct {
  constructor(scope: Construct, id: string, { zone }: TieredCachingProps) {
    super(scope, id);
    const tiers = new ArgoTieredCaching(this, "tiers", { zoneId: zone.id, value: "on" });
    // The topology is refused while there are no tiers.
    new TieredCache(this, "Default", { zoneId: zone.id, value: "on", dependsOn: [tiers] });
  }
}
