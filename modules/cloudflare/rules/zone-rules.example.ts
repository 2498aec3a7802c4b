import { FirewallRule } from "@modules/cloudflare/rules/firewall-rule";
import { ManagedWaf } from "@modules/cloudflare/rules/managed-waf";
import { RateLimit } from "@modules/cloudflare/rules/rate-limit";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Rules of three modules in the rulesets of one zone: managed rules, a rate limit and a block. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "0d2cb61607e032a5b78fff67109e4b83",
    name: "example.com",
    plan: "pro",
  });
  const rules = new ZoneRules(scope, "rules", { zone });

  new ManagedWaf(scope, "waf", { rules });
  new RateLimit(scope, "limit", { rules, description: "All requests", expression: "true", requests: 1000 });
  new FirewallRule(scope, "scanners", {
    rules,
    description: "Scanners for PHP",
    expression: 'ends_with(http.request.uri.path, ".php")',
  });
}
