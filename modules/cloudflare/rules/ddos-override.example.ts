import { DdosOverride } from "@modules/cloudflare/rules/ddos-override";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Blocks the requests of an attack instead of challenging them, at medium sensitivity. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "104707c609f0d1afdfd5ab14fe2d3355",
    name: "example.com",
    plan: "business",
  });

  new DdosOverride(scope, "floods", {
    rules: new ZoneRules(scope, "rules", { zone }),
    sensitivity: "medium",
    action: "block",
  });
}
