import { Bastion } from "@modules/aws/compute/bastion";
import { Certificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import { ClientVpn } from "@modules/aws/network/client-vpn";
import type { Vpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { MONITORING_PORTS, type TierGroups } from "./network";

export interface AccessProps {
  readonly vpc: Vpc;
  readonly groups: TierGroups;
  readonly zone: IHostedZone;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
}

/**
 * SSH access to the application servers and the proxies: a bastion that accepts connections from the admin networks,
 * and optionally a VPN.
 */
export class AccessStack extends AwsStack<FreeagenticsEnvironment> {
  readonly bastion: Bastion;
  readonly vpn: ClientVpn | undefined;

  constructor(scope: Construct, environment: FreeagenticsEnvironment, props: AccessProps) {
    super(scope, environment, "access");
    const { vpc, groups, keys } = props;
    const { adminCidrs, bastionIp, bastionType } = environment.access;
    this.bastion = new Bastion(this, "bastion", {
      name: this.named("freeagentics-bastion"),
      vpc,
      adminCidrs,
      privateIp: bastionIp,
      instanceType: bastionType,
      key: keys.data,
      tags: this.tags,
    });
    this.bastion.connections.allowTo(groups.app, "ssh");
    if (groups.proxies) {
      this.bastion.connections.allowTo(groups.proxies, "ssh");
    }
    this.vpn = this.addVpn(props);
    if (groups.monitoring) {
      for (const port of Object.keys(MONITORING_PORTS)) {
        this.bastion.connections.allowTo(groups.monitoring, port);
        this.vpn?.connections.allowTo(groups.monitoring, port);
      }
    }
  }

  private addVpn({ vpc, zone, keys }: AccessProps): ClientVpn | undefined {
    const { access, security, deletionProtection } = this.environment;
    if (!access.vpn) {
      return undefined;
    }
    const vpn = new ClientVpn(this, "vpn", {
      name: this.named("freeagentics-vpn"),
      vpc,
      clientCidr: access.vpn.clientCidr,
      certificate: new Certificate(this, "vpn-certificate", { domainName: `vpn.${zone.name}`, zone }),
      samlProviderArn: access.vpn.samlProviderArn,
      logGroup: new LogGroup(this, "vpn-logs", {
        name: this.named("/aws/vpn/freeagentics"),
        retentionDays: security.logRetentionDays,
        key: keys.logs,
        deletionProtection,
      }),
    });
    vpn.connections.allowTo(this.bastion, "ssh");
    return vpn;
  }
}
