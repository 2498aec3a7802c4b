import type { HostedZone } from "@modules/aws/dns/hosted-zone";
import { Delegation } from "@modules/cloudflare/dns/delegation";
import { AuthenticatedOriginPulls } from "@modules/cloudflare/security/authenticated-origin-pulls";
import { Dnssec } from "@modules/cloudflare/zone/dnssec";
import { Zone } from "@modules/cloudflare/zone/zone";
import { ZoneAlerts } from "@modules/cloudflare/zone/zone-alerts";
import { ZoneSettings } from "@modules/cloudflare/zone/zone-settings";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import { type CloudflareEnvironment, CloudflareStack } from "../../base/cloudflare-stack";

export interface CloudflareZoneProps {
  /** Route 53 zone of the environment, for a subdomain of the Cloudflare zone. */
  readonly delegated: HostedZone;
}

/**
 * The Cloudflare zone, in a stack of its own: no name below it resolves until the registrar delegates to the name
 * servers that this stack prints. Add the DS record at the registrar after the name servers respond.
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
    const { emails } = environment.alerts;
    new ZoneAlerts(this, "alerts", { accountId, zone, name: this.named(environment.platform), emails });
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
