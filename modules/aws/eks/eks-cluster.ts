import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { EksCluster as AwsEksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { arn } from "../account";
import { Connections, type IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import { LogGroup } from "../operations/log-group";
import type { IKey } from "../security/key";
import { grant, Role } from "../security/role";
import { EKS_VERSIONS, type EksVersion, isEksVersion } from "./eks-versions";

export interface EksClusterProps {
  /** 1 to 53 of `A-Za-z0-9_-`, the first a letter or digit, since roles add a suffix. A change replaces the cluster. */
  readonly name: string;

  /** Kubernetes version; only ever raised, one minor at a time. */
  readonly version: string;

  readonly vpc: IVpc;

  /** Group of subnets for the control plane's interfaces, in at least two zones. @default "private" */
  readonly subnetGroup?: string;

  /** Encrypts Kubernetes secrets. A change replaces the cluster. */
  readonly key: IKey;

  readonly logsKey: IKey;

  readonly logRetentionDays: number;

  /** Networks that may reach the endpoint from outside the VPC; never the whole world. @default none, the endpoint is private */
  readonly adminCidrs?: readonly string[];

  /** ARNs of roles that administer the cluster, by a name for each; nobody else gets in, not even who made it. */
  readonly administrators: Readonly<Record<string, string>>;

  /**
   * ARNs of roles that belong to groups of the cluster, by the group's name; what
   * a group may do, objects in the cluster say.
   * @default none
   */
  readonly members?: Readonly<Record<string, string>>;

  /** ARN of the policy that caps its role, no narrower than `eksServiceBoundary`. @default the stack's */
  readonly permissionsBoundary?: string;

  /** Ports on which pods serve what is outside of the cluster, such as a load balancer, by a name for each. @default none */
  readonly podPorts?: Readonly<Record<string, number>>;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

const LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

const ADMIN_POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";

/** A Kubernetes control plane without nodes: those, and the add-ons they need first, come beside it. */
export class EksCluster extends Construct implements IConnectable {
  readonly name: string;
  /** The name as it is known at synth, for what carries it in a key or a pattern. */
  readonly physicalName: string;
  readonly arn: string;
  readonly endpoint: string;
  /** Base64 of the authority that signed the endpoint's certificate. */
  readonly certificateAuthority: string;
  readonly oidcProviderArn: string;
  readonly version: EksVersion;
  /** Of the group that the control plane, nodes and Fargate pods share. */
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id);
    const { name, version, vpc, subnetGroup = "private", key, administrators, deletionProtection = true } = props;
    const { adminCidrs = [], members = {}, logsKey, logRetentionDays, permissionsBoundary, podPorts = {} } = props;
    this.check(/^[A-Za-z0-9][\w-]{0,52}$/.test(name), "name must be 1 to 53 of A-Za-z0-9_-", name);
    if (!isEksVersion(version)) {
      const offered = Object.keys(EKS_VERSIONS).join(" or ");
      throw new Error(`${this.node.path}: version must be ${offered}, got ${version}`);
    }
    const open = adminCidrs.find((cidr) => cidr.endsWith("/0"));
    this.check(!open, "adminCidrs must be networks of administrators, never the whole world", open);

    const logs = new LogGroup(this, "logs", {
      // The control plane writes here and nowhere else, and would make the group itself: unencrypted, for ever.
      name: `/aws/eks/${name}/cluster`,
      retentionDays: logRetentionDays,
      key: logsKey,
    });
    const role = this.addRole(name, key, permissionsBoundary);
    const cluster = new AwsEksCluster(this, "Default", {
      name,
      version,
      roleArn: role.arn,
      enabledClusterLogTypes: LOGS,
      bootstrapSelfManagedAddons: false,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: key.arn } },
      // EKS would pick a block that only the VPC itself does not use, and peers may.
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: "172.20.0.0/16" },
      upgradePolicy: { supportType: "STANDARD" },
      zonalShiftConfig: { enabled: true },
      vpcConfig: {
        subnetIds: vpc.subnetIds(subnetGroup),
        endpointPrivateAccess: true,
        endpointPublicAccess: adminCidrs.length > 0,
        publicAccessCidrs: adminCidrs.length > 0 ? [...adminCidrs] : undefined,
      },
      lifecycle: { preventDestroy: deletionProtection },
      // Deleted before these, or its interfaces stay behind and its logs come back.
      dependsOn: resourcesOf(role, logs),
    });
    this.name = cluster.name;
    this.physicalName = name;
    this.arn = cluster.arn;
    this.endpoint = cluster.endpoint;
    this.certificateAuthority = cluster.certificateAuthority.get(0).data;
    this.version = version;
    this.connections = new Connections(this, cluster.vpcConfig.clusterSecurityGroupId, { api: 443, ...podPorts }, true);
    this.oidcProviderArn = new IamOpenidConnectProvider(this, "identity-provider", {
      url: cluster.identity.get(0).oidc.get(0).issuer,
      clientIdList: ["sts.amazonaws.com"],
    }).arn;
    for (const [administrator, principalArn] of Object.entries(administrators)) {
      this.admit(administrator, principalArn);
    }
    for (const [group, principalArn] of Object.entries(members)) {
      new EksAccessEntry(this, `member-${group}`, {
        clusterName: this.name,
        principalArn,
        kubernetesGroups: [group],
      });
    }
  }

  private addRole(name: string, key: IKey, permissionsBoundary: string | undefined): Role {
    const role = new Role(this, "role", {
      name: `${name}-cluster`,
      assumedBy: {
        principals: { Service: "eks.amazonaws.com" },
        conditions: { ArnEquals: { "aws:SourceArn": arn(this, "eks", `cluster/${name}`) } },
      },
      permissionsBoundary,
      managedPolicies: { cluster: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy" },
    });
    grant(role, "encrypt-secrets", {
      actions: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey", "kms:ListGrants"],
      resources: [key.arn],
    });
    return role;
  }

  private admit(administrator: string, principalArn: string): void {
    const entry = new EksAccessEntry(this, `admit-${administrator}`, { clusterName: this.name, principalArn });
    new EksAccessPolicyAssociation(this, `administer-${administrator}`, {
      clusterName: this.name,
      principalArn: entry.principalArn,
      policyArn: ADMIN_POLICY,
      accessScope: { type: "cluster" },
    });
  }

  private check(holds: boolean, rule: string, got: string | undefined): void {
    if (!holds) {
      throw new Error(`${this.node.path}: ${rule}, got ${got}`);
    }
  }
}
