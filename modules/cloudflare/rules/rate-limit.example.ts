import { RateLimit } from "@modules/cloudflare/rules/rate-limit";
import { ZoneRules } from "@modules/cloudflare/rules/zone-rules";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Ten login attempts a minute for each client address. Cloudflare blocks the address for ten minutes after that. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "d4e0faeb21c9d2d6fed5d4af57f43cd9",
    name: "example.com",
    plan: "pro",
  });

  new RateLimit(scope, "login", {
    rules: new ZoneRules(scope, "rules", { zone }),
    description: "Login attempts",
    expression: 'http.request.uri.path eq "/login"',
    requests: 10,
    timeoutSeconds: 600,
  });
}
