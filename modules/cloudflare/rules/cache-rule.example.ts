import { CacheRule } from "@modules/cloudflare/rules/cache-rule";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Caches images at Cloudflare for a day and in browsers for an hour. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "824f4a98cf7a097d4faed5ea90b75521",
    name: "example.com",
    plan: "pro",
  });

  new CacheRule(scope, "images", {
    rules: new ZoneRules(scope, "rules", { zone }),
    description: "Images",
    expression: 'starts_with(http.request.uri.path, "/images/")',
    cache: true,
    edgeTtlSeconds: 86_400,
    browserTtlSeconds: 3600,
  });
}
