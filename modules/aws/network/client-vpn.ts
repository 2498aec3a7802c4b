import { Ec2ClientVpnAuthorizationRule } from "@cdktf/provider-aws/lib/ec2-client-vpn-authorization-rule";
import {
  Ec2ClientVpnEndpoint,
  type Ec2ClientVpnEndpointAuthenticationOptions,
  type Ec2ClientVpnEndpointConfig,
} from "@cdktf/provider-aws/lib/ec2-client-vpn-endpoint";
import { Ec2ClientVpnNetworkAssociation } from "@cdktf/provider-aws/lib/ec2-client-vpn-network-association";
import { check } from "@modules/core/checks";
import { addressAt, overlap } from "@modules/core/cidr";
import { Construct } from "constructs";
import type { ICertificate } from "../dns/certificate";
import type { ILogGroup } from "../operations/log-group";
import type { Connections, IConnectable } from "./connections";
import { SecurityGroup } from "./security-group";
import type { IVpc } from "./vpc";

export interface ClientVpnProps {
  /** `Name` tag, and prefix of the security group's name. */
  readonly name: string;

  readonly vpc: IVpc;

  /**
   * Group with a subnet in each availability zone that the endpoint is associated with. AWS bills each subnet by the
   * hour. @default "private"
   */
  readonly subnetGroup?: string;

  /**
   * CIDR block for the addresses of clients, /12 to /22, outside the VPC's block. AWS reserves half of the addresses
   * for its availability model. A change replaces the endpoint.
   */
  readonly clientCidr: string;

  /** Server certificate of the endpoint. */
  readonly certificate: Pick<ICertificate, "arn">;

  /**
   * ARN of the certificate in ACM of the authority that issues clients' certificates.
   * @default clients need no certificate
   */
  readonly clientAuthorityArn?: string;

  /** ARN of the SAML provider that users sign in with. @default none: users do not sign in */
  readonly samlProviderArn?: string;

  /** Users who sign in may download the client and its configuration from AWS. @default false */
  readonly selfServicePortal?: boolean;

  /** Log group for records of accepted and refused connections. */
  readonly logGroup: ILogGroup;

  /** Hours until clients must sign in again: 8, 10, 12 or 24. @default 8 */
  readonly sessionHours?: 8 | 10 | 12 | 24;

  /** Arguments of the `aws_ec2_client_vpn_endpoint` that replace what this module sets. @default none */
  readonly overrides?: Partial<Ec2ClientVpnEndpointConfig>;
}

/**
 * A Client VPN endpoint, through which users connect to a VPC. It is a split tunnel: clients send only traffic for the
 * VPC through it, and DNS queries go to the VPC's resolver. Clients may connect only to the targets that its
 * `connections` allow.
 * https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/what-is-best-practices.html
 */
export class ClientVpn extends Construct implements IConnectable {
  readonly endpointId: string;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: ClientVpnProps) {
    super(scope, id);
    const { name, vpc, subnetGroup = "private", clientCidr, certificate, logGroup } = props;
    const { selfServicePortal = false, sessionHours = 8, overrides } = props;
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
      // The resolver of a VPC has the address of the VPC's block plus two.
      dnsServers: [addressAt(vpc.cidr, 2)],
      selfServicePortal: selfServicePortal ? "enabled" : "disabled",
      sessionTimeoutHours: sessionHours,
      disconnectOnSessionTimeout: true,
      tags: { Name: name },
      ...overrides,
    });
    this.endpointId = endpoint.id;
    for (const [zone, subnetId] of Object.entries(vpc.subnetIdsByAvailabilityZone(subnetGroup))) {
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
    const bits = Number(clientCidr.split("/")[1]);
    check(this, bits >= 12 && bits <= 22, "clientCidr", "/12 to /22", clientCidr);
    check(this, !overlap(clientCidr, vpc.cidr), "clientCidr", `outside the VPC's ${vpc.cidr}`, clientCidr);
    const authenticated = clientAuthorityArn !== undefined || samlProviderArn !== undefined;
    check(this, authenticated, "clientAuthorityArn or samlProviderArn", "given", "neither");
    const portal = !selfServicePortal || samlProviderArn !== undefined;
    check(this, portal, "selfServicePortal", "false without samlProviderArn", selfServicePortal);
  }
}

/** Authentication options. With both, the client needs a certificate and the user must sign in. */
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
