import { ConfigurationRule } from "@modules/cloudflare/rules/configuration-rule";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Requests to the login page must pass a challenge during an attack. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "073745d710c55c95590d68cb869459ea",
    name: "example.com",
    plan: "pro",
  });

  new ConfigurationRule(scope, "login", {
    rules: new ZoneRules(scope, "rules", { zone }),
    description: "Login under attack",
    expression: 'http.request.uri.path eq "/login"',
    securityLevel: "under_attack",
  });
}
