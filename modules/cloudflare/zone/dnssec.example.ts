import { Dnssec } from "@modules/cloudflare/zone/dnssec";
import { Zone } from "@modules/cloudflare/zone/zone";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";

/** DNSSEC for a zone, with the DS record for the registrar as an output. */
export function example(scope: Construct): void {
  const zone = Zone.fromExisting(scope, "zone", {
    id: "023e105f4ecef8ad9ca31a8372d0c353",
    name: "example.com",
    plan: "free",
  });

  const dnssec = new Dnssec(scope, "dnssec", { zone });
  new TerraformOutput(scope, "ds-record", { value: dnssec.dsRecord });
}
