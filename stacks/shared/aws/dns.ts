import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";

/**
 * The public zone, in a stack of its own: ACM cannot validate certificates of later stacks until the registrar or the
 * parent zone delegates to the zone's name servers.
 */
export class DnsStack extends AwsStack {
  readonly zone: HostedZone;

  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "dns");
    const { domain, delegations, deletionProtection } = environment;
    this.zone = new HostedZone(this, "zone", { domain, comment: `Public names of ${domain}`, deletionProtection });
    for (const [part, nameServers] of Object.entries(delegations).filter(([, { length }]) => length > 0)) {
      new Route53Record(this, `delegation-${part.replaceAll(".", "-")}`, {
        zoneId: this.zone.id,
        name: part,
        type: "NS",
        // Resolvers cache a wrong delegation for at most an hour.
        ttl: 3600,
        records: nameServers,
      });
    }
    new TerraformOutput(this, "name-servers", {
      value: this.zone.nameServers,
      description: `Name servers that the parent of ${domain} must delegate to`,
      staticId: true,
    });
  }
}
