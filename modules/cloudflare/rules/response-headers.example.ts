import { ResponseHeaders } from "@modules/cloudflare/rules/response-headers";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Forbids browsers to show pages of the zone in a frame. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "6174a18ca87af81e62c56c456d1a2bfc",
    name: "shop.example.com",
    plan: "free",
  });

  new ResponseHeaders(scope, "frames", {
    rules: new ZoneRules(scope, "rules", { zone }),
    description: "No frames",
    expression: 'http.host eq "shop.example.com"',
    headers: { "X-Frame-Options": "DENY" },
  });
}
