import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";

/**
 * The public zone, alone: the registrar or the parent zone must delegate to its
 * name servers before a certificate of a later stack can be validated.
 */
export class DnsStack extends AwsStack {
  readonly zone: HostedZone;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "dns");
    const { domain, deletionProtection } = environment;
    this.zone = new HostedZone(this, "zone", { domain, comment: `Public names of ${domain}`, deletionProtection });
    new TerraformOutput(this, "name-servers", {
      value: this.zone.nameServers,
      description: `Name servers that the parent of ${domain} must delegate to`,
      staticId: true,
    });
  }
}
