import { Ec2SubnetCidrReservation } from "@cdktf/provider-aws/lib/ec2-subnet-cidr-reservation";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { overlap } from "@modules/core/cidr";
import { Construct } from "constructs";
import type { Connections, IConnectable } from "../network/connections";
import { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import type { IKey } from "../security/key";
import { Role } from "../security/role";
import { LaunchTemplate } from "./launch-template";

export interface BastionProps {
  /** Of the instance, its role and its template. */
  readonly name: string;

  /** @default the name and `-sg` */
  readonly securityGroupName?: string;

  readonly vpc: IVpc;

  /** Group whose first subnet holds it; in a public one it has an address that stays. @default "public" */
  readonly subnetGroup?: string;

  /** Networks that may open SSH, /8 or narrower. */
  readonly adminCidrs: readonly string[];

  /** Networks it may reach on any port, besides what its connections allow. @default none */
  readonly egressCidrs?: readonly string[];

  /** Address in the subnet that nothing else gets; the first four and the last are AWS's. @default any */
  readonly privateIp?: string;

  /** Of x86. @default "t3.micro" */
  readonly instanceType?: string;

  /** Key pair of EC2, made outside. @default none: EC2 Instance Connect and Session Manager bring keys of their own */
  readonly keyName?: string;

  /** Encrypts the disk; must be usable through EC2. */
  readonly key: IKey;

  /** On the instance and its disk, which the provider's default tags do not all reach. */
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The one host administrators enter a network through. Session Manager works
 * where the VPC has the endpoints `ssm` and `ssmmessages`, or `egressCidrs`
 * lead to AWS. It holds nothing, and is replaced to be patched.
 */
export class Bastion extends Construct implements IConnectable {
  readonly connections: Connections;
  readonly instanceId: string;
  /** None outside of public subnets. */
  readonly publicIp: string | undefined;

  constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    const { name, vpc, subnetGroup = "public", instanceType = "t3.micro", keyName, privateIp, key, tags } = props;
    const group = this.addGroup(props);
    this.connections = group.connections;
    const [subnetId] = vpc.subnetIds(subnetGroup) as [string];
    const template = new LaunchTemplate(this, "template", {
      name,
      instanceType,
      role: new Role(this, "role", {
        name,
        description: "Bastion",
        assumedBy: "ec2.amazonaws.com",
        managedPolicies: { "session-manager": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
      }),
      securityGroups: [group],
      key,
      userData: "",
      tags,
      placedByInstance: true,
    });
    const instance = new Instance(this, "Default", {
      // Only a template may name its image by a parameter.
      launchTemplate: { id: template.id, version: template.version },
      instanceType,
      subnetId,
      privateIp,
      vpcSecurityGroupIds: [group.id],
      keyName,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      tags: { Name: name },
      dependsOn: privateIp ? [this.reserve(privateIp, subnetId, props)] : undefined,
    });
    this.instanceId = instance.id;
    this.publicIp =
      vpc.subnetGroups[subnetGroup]!.tier === "public"
        ? new Eip(this, "address", { domain: "vpc", instance: instance.id, tags: { Name: name } }).publicIp
        : undefined;
  }

  private addGroup({ name, securityGroupName = `${name}-sg`, vpc, adminCidrs, egressCidrs = [] }: BastionProps) {
    if (adminCidrs.length === 0) {
      throw new Error(`${this.node.path}: adminCidrs must name at least one network, got none`);
    }
    const group = new SecurityGroup(this, "security-group", {
      name: securityGroupName,
      description: "Bastion",
      vpc,
      ports: { ssh: 22 },
    });
    for (const cidr of adminCidrs) {
      if (Number(cidr.split("/")[1]) < 8) {
        throw new Error(`${this.node.path}: adminCidrs must be /8 or narrower, never the whole world, got ${cidr}`);
      }
      group.connections.allowFromCidr(cidr, "ssh", "Administrators");
    }
    for (const cidr of egressCidrs) {
      group.connections.allowToCidr(cidr, "any", "Networks it administers");
    }
    if (!egressCidrs.includes(vpc.cidr)) {
      group.connections.allowToCidr(vpc.cidr, 443, "Endpoints of AWS services");
    }
    return group;
  }

  /** A load balancer in the subnet could take the address first. */
  private reserve(address: string, subnetId: string, { vpc, subnetGroup = "public" }: BastionProps) {
    const [subnet] = Object.values(vpc.subnetGroups[subnetGroup]!.subnets).map(({ cidr }) => cidr) as [string];
    if (!overlap(subnet, `${address}/32`)) {
      throw new Error(`${this.node.path}: privateIp must lie in its subnet's ${subnet}, got ${address}`);
    }
    return new Ec2SubnetCidrReservation(this, "reservation", {
      cidrBlock: `${address}/32`,
      reservationType: "explicit",
      subnetId,
      description: "Bastion",
    });
  }
}
