import { ManagedWaf } from "@modules/cloudflare/rules/managed-waf";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Managed rules at high sensitivity for a zone on the pro plan. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "f60f935c5d023d6b9ed256807f2bbb2e",
    name: "example.com",
    plan: "pro",
  });

  new ManagedWaf(scope, "waf", { rules: new ZoneRules(scope, "rules", { zone }), sensitivity: "high" });
}
