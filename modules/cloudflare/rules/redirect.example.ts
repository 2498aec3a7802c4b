import { Redirect } from "@modules/cloudflare/rules/redirect";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Redirects the zone's own name to `www`, with path and query string. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "5063f9675bf76970d51b4b345c091aeb",
    name: "example.com",
    plan: "free",
  });

  new Redirect(scope, "www", {
    rules: new ZoneRules(scope, "rules", { zone }),
    description: "www in front of the name",
    expression: 'http.host eq "example.com"',
    to: { expression: 'concat("https://www.example.com", http.request.uri.path)' },
  });
}
