import { OriginRule } from "@modules/cloudflare/rules/origin-rule";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Sends requests for the API to port 8443 of its servers. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "484012ba362583cc00afb2c6ee04946e",
    name: "example.com",
    plan: "free",
  });

  new OriginRule(scope, "api", {
    rules: new ZoneRules(scope, "rules", { zone }),
    description: "Port of the API servers",
    expression: 'http.host eq "api.example.com"',
    port: 8443,
  });
}
