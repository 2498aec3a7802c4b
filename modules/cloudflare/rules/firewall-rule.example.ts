import { FirewallRule } from "@modules/cloudflare/rules/firewall-rule";
import { ManagedWaf } from "@modules/cloudflare/rules/managed-waf";
import { RateLimit } from "@modules/cloudflare/rules/rate-limit";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Blocks the admin pages except for one network, beside the managed rules and a rate limit. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "6252503b87fdb8448b834541d1dc98bf",
    name: "example.com",
    plan: "pro",
  });
  const rules = new ZoneRules(scope, "rules", { zone });

  new ManagedWaf(scope, "managed", { rules });
  new RateLimit(scope, "limit", { rules, description: "All requests", expression: "true", requests: 500 });
  new FirewallRule(scope, "admin", {
    rules,
    description: "Admin pages from the office only",
    expression: 'starts_with(http.request.uri.path, "/admin/") and not ip.src in {203.0.113.0/24}',
  });
}
