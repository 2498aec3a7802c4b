import { AuthenticatedOriginPulls } from "@modules/cloudflare/security/authenticated-origin-pulls";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { Construct } from "constructs";

/** Presents a client certificate on all requests to the origins of a zone. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "example.com",
    plan: "free",
  });

  new AuthenticatedOriginPulls(scope, "origin-pulls", { zone });
}
