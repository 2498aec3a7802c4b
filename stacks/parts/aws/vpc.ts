import { Endpoints } from "@modules/aws/network/endpoints";
import { FlowLog } from "@modules/aws/network/flow-log";
import { type AclRule, EPHEMERAL_PORTS, FRAGMENTATION_NEEDED, NetworkAcl } from "@modules/aws/network/network-acl";
import { Vpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import type { NetworkSettings } from "../../../environments/schema/network";
import type { AwsStack } from "../../base/aws-stack";

export interface PlatformVpcProps {
  /** Settings of the network. @default the environment's network in the stack's region */
  readonly network?: NetworkSettings;
  readonly logsKey: IKey;
  /** Prefix of names; the environment's suffix is added. @default the platform */
  readonly name?: string;
  /** Name of the flow log's log group. @default "/aws/vpc/<name>" */
  readonly flowLogGroup?: string;
  /** Name of the flow log's role. @default "<name>-flow-logs" */
  readonly flowLogRole?: string;
  /** Networks behind a peering or a VPN, by name. The network ACLs allow them like the VPC itself. @default none */
  readonly peers?: Readonly<Record<string, string>>;
  /**
   * AWS services with an interface endpoint, such as `ssm`. The endpoints are in the private subnets, or in the public
   * ones of a VPC without private subnets. @default none
   */
  readonly interfaceEndpoints?: readonly string[];
  /** Addresses by name that AWS does not assign automatically, so that an instance can request them. @default none */
  readonly reservedAddresses?: Readonly<Record<string, string>>;
  /** Networks that may connect to port 22 of hosts in public subnets. @default none */
  readonly sshCidrs?: readonly string[];
}

/** A VPC with flow logs, network ACLs for each tier, and endpoints of AWS services. */
export function addVpc(stack: AwsStack, props: PlatformVpcProps): Vpc {
  const { network = networkOf(stack), logsKey, name: baseName = stack.environment.platform } = props;
  const { flowLogGroup = `/aws/vpc/${baseName}`, flowLogRole = `${baseName}-flow-logs` } = props;
  const name = stack.named(baseName);
  const vpc = new Vpc(stack, "vpc", {
    name,
    cidr: network.cidr,
    subnets: network.subnets,
    natGateways: network.natGateways,
    publicIpOnLaunch: network.publicIpOnLaunch,
    reservedAddresses: props.reservedAddresses,
  });
  new FlowLog(stack, "flow-log", {
    vpc,
    logGroup: new LogGroup(stack, "flow-log-group", {
      name: stack.named(flowLogGroup),
      retentionDays: network.flowLogRetentionDays,
      key: logsKey,
      deletionProtection: stack.environment.deletionProtection,
    }),
    roleName: stack.named(flowLogRole),
  });
  // Isolated subnets get no gateway endpoint, because their ACLs allow only the VPC, and S3's addresses are outside.
  const privateGroups = Object.keys(vpc.subnetGroups).filter((group) => vpc.subnetGroups[group]!.tier === "private");
  new Endpoints(stack, "endpoints", {
    name,
    vpc,
    gateways: privateGroups.length > 0 ? ["s3", "dynamodb"] : [],
    gatewaySubnetGroups: privateGroups,
    interfaces: props.interfaceEndpoints,
    subnetGroup: "private" in network.subnets ? "private" : "public",
  });
  addAcls(stack, name, vpc, props);
  return vpc;
}

function networkOf({ environment, region }: AwsStack): NetworkSettings {
  return region === environment.account.region ? environment.network : environment.secondaryRegions[region]!.network;
}

function addAcls(stack: AwsStack, name: string, vpc: Vpc, { peers = {}, sshCidrs = [] }: PlatformVpcProps): void {
  const inside = (number: number) => numbered(number, { vpc: vpc.cidr, ...peers });
  const ssh = numbered(150, Object.fromEntries(sshCidrs.map((cidr) => [`ssh-${cidr.replace(/\W/g, "-")}`, cidr])), 22);
  const outside = {
    replies: { number: 120, cidr: "0.0.0.0/0", tcpPorts: EPHEMERAL_PORTS },
    "too-large": { number: 128, cidr: "0.0.0.0/0", icmp: FRAGMENTATION_NEEDED },
  };
  const web = { ...numbered(100, { http: "0.0.0.0/0" }, 80), ...numbered(110, { https: "0.0.0.0/0" }, 443) };
  const rules = {
    public: { ingress: { ...web, ...outside, ...inside(130), ...ssh } },
    private: { ingress: { ...inside(100), ...outside } },
    isolated: { ingress: inside(100), egress: inside(100) },
  };
  for (const [group, { tier }] of Object.entries(vpc.subnetGroups)) {
    new NetworkAcl(stack, `${group}-acl`, { name: `${name}-${group}`, vpc, subnetGroups: [group], ...rules[tier] });
  }
}

/** Rules for networks by name, with consecutive numbers. */
function numbered(first: number, cidrs: Readonly<Record<string, string>>, port?: number): Record<string, AclRule> {
  return Object.fromEntries(
    Object.entries(cidrs).map(([name, cidr], index) => [
      name,
      { number: first + index, cidr, tcpPorts: port ? { from: port, to: port } : undefined },
    ]),
  );
}
