import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Instance, type InstanceConfig } from "@cdktf/provider-aws/lib/instance";
import { check, checkLength } from "@modules/core/checks";
import { overlap } from "@modules/core/cidr";
import { Construct } from "constructs";
import { managedPolicyArn } from "../account";
import type { Connections, IConnectable } from "../network/connections";
import { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import type { IKey } from "../security/key";
import { Role } from "../security/role";
import { LaunchTemplate } from "./launch-template";

export interface BastionProps {
  /** Name of the instance, its role and its launch template. */
  readonly name: string;

  /** Name of the security group. @default the name with the suffix `-sg` */
  readonly securityGroupName?: string;

  readonly vpc: IVpc;

  /**
   * Group of subnets; the bastion is in the first one. In a public subnet it has an Elastic IP address.
   * @default "public"
   */
  readonly subnetGroup?: string;

  /** CIDR blocks that may connect over SSH, /8 or narrower. */
  readonly adminCidrs: readonly string[];

  /**
   * CIDR blocks that the bastion may connect to on every port, in addition to the targets that its `connections` allow.
   * @default []
   */
  readonly egressCidrs?: readonly string[];

  /** Allow port 443 of the internet, for Session Manager and updates. @default true */
  readonly internetEgress?: boolean;

  /**
   * Address in the subnet. AWS reserves the first four addresses and the last one. List this address in the VPC's
   * `reservedAddresses`, so that AWS does not assign it elsewhere.
   * @default a free address
   */
  readonly privateIp?: string;

  /** Instance type with an x86-64 processor. @default "t3.micro" */
  readonly instanceType?: string;

  /** Name of an existing key pair. EC2 Instance Connect and Session Manager do not need one. @default no key pair */
  readonly keyName?: string;

  /** Key of the root volume, with `ec2.<region>.amazonaws.com` among its `viaServices`. */
  readonly key: IKey;

  /** Tags of the instance and its volume. The provider's default tags do not reach volumes of a launch template. */
  readonly tags: Readonly<Record<string, string>>;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<InstanceConfig>;
}

/**
 * An instance through which administrators connect to a VPC, over SSH or Session Manager. Session Manager needs the
 * endpoints `ssm`, `ssmmessages` and `ec2messages` in the VPC, or `internetEgress`. The instance stores no data; to
 * patch it, replace it.
 */
export class Bastion extends Construct implements IConnectable {
  readonly connections: Connections;
  readonly instanceId: string;
  /** Elastic IP address; undefined outside public subnets. */
  readonly publicIp: string | undefined;

  constructor(scope: Construct, id: string, props: BastionProps) {
    super(scope, id);
    const { name, vpc, subnetGroup = "public", instanceType = "t3.micro", keyName, privateIp, key, tags } = props;
    const { overrides } = props;
    const group = this.addGroup(props);
    this.connections = group.connections;
    const [subnetId] = vpc.subnetIds(subnetGroup) as [string];
    const [subnet] = Object.values(vpc.subnetGroups[subnetGroup]!.subnets).map(({ cidr }) => cidr) as [string];
    check(this, !privateIp || overlap(subnet, `${privateIp}/32`), "privateIp", `in the subnet, ${subnet}`, privateIp);
    const template = new LaunchTemplate(this, "template", {
      name,
      instanceType,
      role: new Role(this, "role", {
        name,
        description: "Bastion",
        assumedBy: "ec2.amazonaws.com",
        managedPolicies: { "session-manager": managedPolicyArn(this, "AmazonSSMManagedInstanceCore") },
      }),
      securityGroups: [group],
      key,
      userData: "",
      tags,
      networkInterface: false,
    });
    const instance = new Instance(this, "Default", {
      // EC2 resolves an image that is named by a parameter only in a launch template.
      launchTemplate: { id: template.id, version: template.version },
      instanceType,
      subnetId,
      privateIp,
      vpcSecurityGroupIds: [group.id],
      keyName,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      tags: { Name: name },
      ...overrides,
    });
    this.instanceId = instance.id;
    this.publicIp =
      vpc.subnetGroups[subnetGroup]!.tier === "public"
        ? new Eip(this, "address", { domain: "vpc", instance: instance.id, tags: { Name: name } }).publicIp
        : undefined;
  }

  private addGroup({ name, securityGroupName = `${name}-sg`, vpc, adminCidrs, ...props }: BastionProps) {
    const { egressCidrs = [], internetEgress = true } = props;
    checkLength(this, "adminCidrs", adminCidrs, 1);
    const group = new SecurityGroup(this, "security-group", {
      name: securityGroupName,
      description: "Bastion",
      vpc,
      ports: { ssh: 22 },
    });
    for (const cidr of adminCidrs) {
      check(this, Number(cidr.split("/")[1]) >= 8, "adminCidrs", "/8 or narrower", cidr);
      group.connections.allowFromCidr(cidr, "ssh", "Administrators");
    }
    for (const cidr of egressCidrs) {
      group.connections.allowToCidr(cidr, "any", "Networks it administers");
    }
    if (internetEgress) {
      group.connections.allowToCidr("0.0.0.0/0", 443, "Session Manager, packages and AWS services");
    }
    return group;
  }
}
