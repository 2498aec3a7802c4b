import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { EksCluster as AwsEksCluster, type EksClusterConfig } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { check, checkPattern } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../account";
import { Connections, type IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import { addDefaultAlarms } from "../operations/default-alarms";
import { LogGroup } from "../operations/log-group";
import { partitionOf } from "../partition";
import type { IKey } from "../security/key";
import type { EksVersion } from "../tables/eks-versions";
import { controlPlaneAlarms } from "./alarms";
import { addClusterRole } from "./eks-cluster-role";
import { eksVersion } from "./eks-versions";
import { type EksClusterAttributes, ExistingEksCluster } from "./existing-eks-cluster";

export interface IEksCluster extends IConstruct, IConnectable {
  readonly name: string;
  /** Name known at synthesis, for tag keys and ARN patterns. */
  readonly physicalName: string;
  readonly arn: string;
  readonly endpoint: string;
  /** Certificate of the CA that signed the endpoint's certificate, in base64. */
  readonly certificateAuthority: string;
  readonly version: EksVersion;
}

export interface EksClusterProps {
  /**
   * Name of the cluster: 1 to 53 of `A-Za-z0-9_-`, beginning with a letter or digit. EKS allows 100, but the roles'
   * names add a suffix. A change replaces the cluster.
   */
  readonly name: string;

  /** Kubernetes version in `EKS_VERSIONS`. An upgrade raises it by one minor version; EKS does not downgrade. */
  readonly version: string;

  readonly vpc: IVpc;

  /** Group of subnets in at least two availability zones, for the control plane's interfaces. @default "private" */
  readonly subnetGroup?: string;

  /** Key that encrypts Kubernetes Secrets. A change replaces the cluster. */
  readonly key: IKey;

  /** Key that encrypts the control plane's logs. */
  readonly logsKey: IKey;

  /** Days that log events are kept: a retention period of CloudWatch Logs, such as 30, 90 or 365. */
  readonly logRetentionDays: number;

  /**
   * CIDR blocks outside the VPC that may reach the endpoint, `0.0.0.0/0` excluded.
   * @default []: the endpoint is private
   */
  readonly adminCidrs?: readonly string[];

  /**
   * ARNs of the roles that administer the cluster, by a name. The role that creates the cluster does not get access.
   */
  readonly administrators: Readonly<Record<string, string>>;

  /**
   * ARNs of roles that belong to a Kubernetes group, by the group. RBAC in the cluster grants their permissions.
   * @default {}
   */
  readonly members?: Readonly<Record<string, string>>;

  /**
   * ARN of the role's permissions boundary; it must allow `eksServiceBoundary`.
   * @default the boundary in the stack's account
   */
  readonly permissionsBoundary?: string;

  /** Ports of pods that clients outside the cluster, such as load balancers, connect to, by a name. @default {} */
  readonly podPorts?: Readonly<Record<string, number>>;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EksClusterConfig>;
}

const LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** A Kubernetes control plane. Add network add-ons with `EksAddon`, then nodes with `EksNodeGroup`. */
export class EksCluster extends Construct implements IEksCluster {
  /** A cluster that another stack or tool owns. */
  static fromExisting(scope: Construct, id: string, attributes: EksClusterAttributes): IEksCluster {
    return new ExistingEksCluster(scope, id, attributes);
  }

  readonly name: string;
  readonly physicalName: string;
  readonly arn: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly oidcProviderArn: string;
  readonly version: EksVersion;
  /** Connections of the cluster security group, which EKS attaches to the control plane, nodes and Fargate pods. */
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: EksClusterProps) {
    super(scope, id);
    const { name, vpc, subnetGroup = "private", key, administrators, deletionProtection = true } = props;
    const { adminCidrs = [], members = {}, logsKey, logRetentionDays, permissionsBoundary, podPorts = {} } = props;
    checkPattern(this, "name", name, /^[A-Za-z0-9][\w-]{0,52}$/, "1 to 53 of A-Za-z0-9_-");
    const version = eksVersion(this, props.version);
    const open = adminCidrs.find((cidr) => cidr.endsWith("/0"));
    check(this, !open, "adminCidrs", "networks of administrators and not all addresses", open);

    const logs = new LogGroup(this, "logs", {
      // EKS only writes to a log group with this name. If it is missing, EKS creates one without a key and without a
      // retention period.
      name: `/aws/eks/${name}/cluster`,
      retentionDays: logRetentionDays,
      key: logsKey,
    });
    const role = addClusterRole(this, name, key, permissionsBoundary);
    const cluster = new AwsEksCluster(this, "Default", {
      name,
      version,
      roleArn: role.arn,
      enabledClusterLogTypes: LOGS,
      bootstrapSelfManagedAddons: false,
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: key.arn } },
      // The range that EKS selects by default may overlap with peered VPCs.
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
      // The cluster must be deleted before the role and the log group: EKS needs the role to delete its network
      // interfaces, and would create the log group again while it still logs.
      dependsOn: resourcesOf(role, logs),
      ...props.overrides,
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
    addDefaultAlarms(this, name, controlPlaneAlarms(this.name));
    for (const [administrator, principalArn] of Object.entries(administrators)) {
      this.addAdministrator(administrator, principalArn);
    }
    for (const [group, principalArn] of Object.entries(members)) {
      new EksAccessEntry(this, `member-${group}`, {
        clusterName: this.name,
        principalArn,
        kubernetesGroups: [group],
      });
    }
  }

  private addAdministrator(name: string, principalArn: string): void {
    const entry = new EksAccessEntry(this, `admit-${name}`, { clusterName: this.name, principalArn });
    const partition = partitionOf(accountOf(this).region);
    new EksAccessPolicyAssociation(this, `administer-${name}`, {
      clusterName: this.name,
      principalArn: entry.principalArn,
      policyArn: `arn:${partition}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`,
      accessScope: { type: "cluster" },
    });
  }
}
