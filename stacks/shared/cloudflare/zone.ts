import type { HostedZone } from "@modules/aws/dns/hosted-zone";
import { Delegation } from "@modules/cloudflare/dns/delegation";
import { AuthenticatedOriginPulls } from "@modules/cloudflare/security/authenticated-origin-pulls";
import { Dnssec } from "@modules/cloudflare/zone/dnssec";
import { Zone } from "@modules/cloudflare/zone/zone";
import { ZoneSettings } from "@modules/cloudflare/zone/zone-settings";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { type CloudflareEnvironment, CloudflareStack } from "../../base/cloudflare-stack";

export interface CloudflareZoneProps {
  /** The environment's part of the zone, which Route 53 serves. */
  readonly delegated: HostedZone;
}

/**
 * The zone, alone: its registrar must delegate to the name servers it prints before
 * anything below it resolves, and hold its DS record once they answer.
 */
export class CloudflareZoneStack extends CloudflareStack {
  readonly zone: Zone;

  constructor(scope: Construct, environment: CloudflareEnvironment, { delegated }: CloudflareZoneProps) {
    super(scope, environment, "zone");
    const { accountId, zone: domain, plan, delegations } = this.cloudflare;
    const { deletionProtection } = environment;
    const zone = new Zone(this, "zone", { domain, accountId, plan, deletionProtection });
    this.zone = zone;
    new ZoneSettings(this, "settings", { zone });
    new AuthenticatedOriginPulls(this, "origin-pulls", { zone });
    const dnssec = new Dnssec(this, "dnssec", { zone });
    new Delegation(this, "own-delegation", { zone, domain: delegated.name, nameServers: delegated.nameServers });
    for (const [part, nameServers] of Object.entries(delegations).filter(([, { length }]) => length > 0)) {
      new Delegation(this, `delegation-${part.replaceAll(".", "-")}`, { zone, domain: part, nameServers });
    }
    new TerraformOutput(this, "name-servers", {
      value: zone.nameServers,
      description: `Name servers that the registrar of ${domain} must delegate to`,
      staticId: true,
    });
    new TerraformOutput(this, "ds-record", {
      value: dnssec.dsRecord,
      description: `What the registrar of ${domain} must hold, once the name servers answer`,
      staticId: true,
    });
  }
}
