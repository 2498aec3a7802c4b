import { Ec2ClientVpnAuthorizationRule } from "@cdktf/provider-aws/lib/ec2-client-vpn-authorization-rule";
import {
  Ec2ClientVpnEndpoint,
  type Ec2ClientVpnEndpointAuthenticationOptions,
} from "@cdktf/provider-aws/lib/ec2-client-vpn-endpoint";
import { Ec2ClientVpnNetworkAssociation } from "@cdktf/provider-aws/lib/ec2-client-vpn-network-association";
import { addressAt, overlap } from "@modules/core/cidr";
import { Construct } from "constructs";
import type { ICertificate } from "../dns/certificate";
import type { ILogGroup } from "../operations/log-group";
import type { Connections, IConnectable } from "./connections";
import { SecurityGroup } from "./security-group";
import type { Vpc } from "./vpc";

export interface ClientVpnProps {
  /** `Name` tag; begins the name of the security group. */
  readonly name: string;

  readonly vpc: Vpc;

  /** Group with a subnet of each zone that clients may enter through; each is billed by the hour. @default "private" */
  readonly subnetGroup?: string;

  /** Addresses of clients, /12 to /22, apart from the VPC's; half of them serve to keep it available. A change replaces the endpoint. */
  readonly clientCidr: string;

  /** Of the endpoint. */
  readonly certificate: Pick<ICertificate, "arn">;

  /** ARN, in ACM, of the authority that issues clients' certificates. @default clients need none */
  readonly clientAuthorityArn?: string;

  /** ARN of the SAML provider that people sign in with. @default nobody signs in */
  readonly samlProviderArn?: string;

  /** Let people who sign in fetch the client and its settings from AWS. @default false */
  readonly selfServicePortal?: boolean;

  /** Receives who connected, and who was refused. */
  readonly logGroup: ILogGroup;

  /** 8, 10, 12 or 24; then clients sign in again. @default 8 */
  readonly sessionHours?: 8 | 10 | 12 | 24;
}

/**
 * A way into a VPC for people. Only traffic for the VPC takes it, and names are
 * resolved there; what clients reach is what its connections allow.
 * https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is-best-practices.html
 */
export class ClientVpn extends Construct implements IConnectable {
  readonly endpointId: string;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: ClientVpnProps) {
    super(scope, id);
    const { name, vpc, subnetGroup = "private", clientCidr, certificate, logGroup } = props;
    const { selfServicePortal = false, sessionHours = 8 } = props;
    this.check(props);
    const group = new SecurityGroup(this, "security-group", {
      name: `${name}-sg`,
      description: "Clients of the VPN",
      vpc,
    });
    this.connections = group.connections;
    const endpoint = new Ec2ClientVpnEndpoint(this, "Default", {
      description: name,
      vpcId: vpc.id,
      securityGroupIds: [group.id],
      clientCidrBlock: clientCidr,
      serverCertificateArn: certificate.arn,
      authenticationOptions: authentication(props),
      connectionLogOptions: { enabled: true, cloudwatchLogGroup: logGroup.name },
      splitTunnel: true,
      // The resolver of every VPC.
      dnsServers: [addressAt(vpc.cidr, 2)],
      selfServicePortal: selfServicePortal ? "enabled" : "disabled",
      sessionTimeoutHours: sessionHours,
      disconnectOnSessionTimeout: true,
      tags: { Name: name },
    });
    this.endpointId = endpoint.id;
    for (const [zone, subnetId] of Object.entries(vpc.subnetsByZone(subnetGroup))) {
      new Ec2ClientVpnNetworkAssociation(this, zone, { clientVpnEndpointId: endpoint.id, subnetId });
    }
    new Ec2ClientVpnAuthorizationRule(this, "vpc", {
      clientVpnEndpointId: endpoint.id,
      targetNetworkCidr: vpc.cidr,
      authorizeAllGroups: true,
      description: "The VPC",
    });
  }

  private check({ vpc, clientCidr, clientAuthorityArn, samlProviderArn, selfServicePortal }: ClientVpnProps): void {
    const fail = (rule: string) => {
      throw new Error(`${this.node.path}: ${rule}`);
    };
    const bits = Number(clientCidr.split("/")[1]);
    if (!(bits >= 12 && bits <= 22)) {
      fail(`clientCidr must be /12 to /22, got ${clientCidr}`);
    }
    if (overlap(clientCidr, vpc.cidr)) {
      fail(`clientCidr must not overlap the VPC's ${vpc.cidr}, got ${clientCidr}`);
    }
    if (!clientAuthorityArn && !samlProviderArn) {
      fail("clientAuthorityArn or samlProviderArn must be given, got neither");
    }
    if (selfServicePortal && !samlProviderArn) {
      fail("selfServicePortal must be false without samlProviderArn, got true");
    }
  }
}

/** With both, a client needs a certificate and its user signs in. */
function authentication({ clientAuthorityArn, samlProviderArn, selfServicePortal }: ClientVpnProps) {
  const options: Ec2ClientVpnEndpointAuthenticationOptions[] = [];
  if (clientAuthorityArn) {
    options.push({ type: "certificate-authentication", rootCertificateChainArn: clientAuthorityArn });
  }
  if (samlProviderArn) {
    options.push({
      type: "federated-authentication",
      samlProviderArn,
      selfServiceSamlProviderArn: selfServicePortal ? samlProviderArn : undefined,
    });
  }
  return options;
}
