import { Certificate } from "@modules/aws/dns/certificate";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import type { Construct } from "constructs";

/** A certificate for a domain and its subdomains, validated by records in an existing zone. */
export function example(scope: Construct): void {
  new Certificate(scope, "certificate", {
    domainName: "acme.example",
    alternativeNames: ["*.acme.example"],
    zone: HostedZone.fromExisting(scope, "zone", { id: "Z0123456789ABCDEFGHIJ", domain: "acme.example" }),
  });
}
