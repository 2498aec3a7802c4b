import { AutoscalingGroupTagA } from "@cdktf/provider-aws/lib/autoscaling-group-tag";
import { EksNodeGroup as AwsEksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { resourcesOf } from "@modules/core/resources-of";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import type { IKey } from "../security/key";
import { Role } from "../security/role";
import type { EksCluster } from "./eks-cluster";

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: "NO_SCHEDULE" | "NO_EXECUTE" | "PREFER_NO_SCHEDULE";
}

export interface EksNodeGroupProps {
  /** 1 to 63 of `A-Za-z0-9_-`. A change replaces the nodes. */
  readonly name: string;

  readonly cluster: EksCluster;

  readonly vpc: IVpc;

  /** @default "private" */
  readonly subnetGroup?: string;

  /** Zones of the group's subnets; one, where the numbers of nodes hold for each zone. @default all */
  readonly zones?: readonly string[];

  /** Tried in this order; alike in size, or the autoscaler misjudges what a new node holds. A change replaces the nodes. */
  readonly instanceTypes: readonly string[];

  /** Spot costs a third and is taken back at two minutes' notice: give it many types. A change replaces the nodes. @default "ON_DEMAND" */
  readonly capacityType?: "ON_DEMAND" | "SPOT";

  /** NVIDIA's has the drivers that instances with graphics processors need. A change replaces the nodes. @default "AL2023_x86_64_STANDARD" */
  readonly amiType?: "AL2023_x86_64_STANDARD" | "AL2023_ARM_64_STANDARD" | "AL2023_x86_64_NVIDIA";

  readonly minNodes: number;

  readonly maxNodes: number;

  /** Nodes to begin with; afterwards the autoscaler decides. */
  readonly desiredNodes: number;

  /** Whether scheduled actions change `minNodes`, which an apply would undo: then it is only to begin with. @default false */
  readonly minScheduled?: boolean;

  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;

  /** What keeps other pods off the nodes. @default none */
  readonly taints?: readonly Taint[];

  /** Size of the root volume, GiB. @default 50 */
  readonly volumeGibibytes?: number;

  /** `io2` for steady latency. @default "gp3" */
  readonly volumeType?: "gp3" | "io2";

  /** Of the volume: 3000 to 16000 for `gp3`, 100 to 64000 for `io2`. @default what comes with gp3; io2 needs it */
  readonly volumeIops?: number;

  /** Groups of the nodes and of the pods on them, besides the cluster's own. @default none */
  readonly securityGroups?: readonly IConnectable[];

  /** Encrypts the root volume. */
  readonly key: IKey;

  /** On instances, volumes and interfaces, which the provider's default tags never reach. */
  readonly tags: Readonly<Record<string, string>>;

  /** Modules of the same stack a node needs to become ready: the network add-ons. */
  readonly after: readonly IConstruct[];
}

/** How the API and Kubernetes, and so the autoscaler, spell an effect. */
export const EFFECTS = {
  NO_SCHEDULE: "NoSchedule",
  NO_EXECUTE: "NoExecute",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
} as const;

/** Nodes of Amazon Linux 2023 that EKS replaces when they fail or fall behind the cluster. */
export class EksNodeGroup extends Construct {
  readonly name: string;
  /** Name of the Auto Scaling group EKS made for it. */
  readonly autoscalingGroupName: string;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: EksNodeGroupProps) {
    super(scope, id);
    const { name, cluster, vpc, subnetGroup = "private", instanceTypes, minNodes, maxNodes, desiredNodes } = props;
    const { labels = {}, taints = [], after, zones, minScheduled = false } = props;
    const scaled = ["desired_size", ...(minScheduled ? ["min_size"] : [])];
    const { capacityType = "ON_DEMAND", amiType = "AL2023_x86_64_STANDARD" } = props;
    const graphics = instanceTypes.find((type) => /^(p\d|g[4-9])/.test(type));
    if (graphics && amiType !== "AL2023_x86_64_NVIDIA") {
      throw new Error(`${this.node.path}: amiType must be AL2023_x86_64_NVIDIA for ${graphics}, got ${amiType}`);
    }
    if (minNodes > desiredNodes || desiredNodes > maxNodes || maxNodes < 1) {
      throw new Error(
        `${this.node.path}: desiredNodes must be from minNodes (${minNodes}) to maxNodes (${maxNodes}), got ${desiredNodes}`,
      );
    }
    this.role = new Role(this, "role", {
      name: `${cluster.physicalName}-${name}`,
      assumedBy: "ec2.amazonaws.com",
      // Without the network policy: the CNI has an identity of its own.
      managedPolicies: {
        node: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
        images: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
        sessions: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      },
    });
    const template = this.addTemplate(props);
    const group = new AwsEksNodeGroup(this, "Default", {
      nodeGroupName: name,
      clusterName: cluster.name,
      version: cluster.version,
      nodeRoleArn: this.role.arn,
      subnetIds: vpc.subnetIds(subnetGroup, zones),
      amiType,
      capacityType,
      instanceTypes: [...instanceTypes],
      launchTemplate: { id: template.id, version: Fn.tostring(template.latestVersion) },
      scalingConfig: { minSize: minNodes, maxSize: maxNodes, desiredSize: desiredNodes },
      updateConfig: { maxUnavailablePercentage: 25 },
      nodeRepairConfig: { enabled: true },
      labels: { ...labels },
      taint: taints.map((taint) => ({ ...taint })),
      lifecycle: { ignoreChanges: scaled.map((size) => `scaling_config[0].${size}`) },
      dependsOn: resourcesOf(this.role, ...after),
    });
    this.name = group.nodeGroupName;
    this.autoscalingGroupName = group.resources.get(0).autoscalingGroups.get(0).name;
    for (const [label, value] of Object.entries(labels)) {
      this.describeNode(`label-${label}`, `label/${label}`, value);
    }
    for (const { key, value, effect } of taints) {
      this.describeNode(`taint-${key}`, `taint/${key}`, `${value}:${EFFECTS[effect]}`);
    }
  }

  private addTemplate(props: EksNodeGroupProps): LaunchTemplate {
    const { cluster, name, volumeGibibytes = 50, volumeType = "gp3", volumeIops, key, tags } = props;
    const { securityGroups = [] } = props;
    checkIops(this, volumeType, volumeIops);
    const nodeName = `${cluster.physicalName}-${name}`;
    return new LaunchTemplate(this, "template", {
      name: nodeName,
      // One hop, so that pods cannot take the node's role: they have identities of their own.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType,
            iops: volumeIops,
            volumeSize: volumeGibibytes,
            encrypted: "true",
            kmsKeyId: key.arn,
            deleteOnTermination: "true",
          },
        },
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { ...tags, Name: nodeName },
      })),
      // Given any, EKS no longer adds its own, without which nodes do not join.
      vpcSecurityGroupIds:
        securityGroups.length > 0
          ? [cluster, ...securityGroups].map(({ connections }) => connections.groupId)
          : undefined,
      updateDefaultVersion: true,
    });
  }

  /** Tells the autoscaler what a node would be like while there is none to look at. */
  private describeNode(id: string, key: string, value: string): void {
    new AutoscalingGroupTagA(this, id, {
      autoscalingGroupName: this.autoscalingGroupName,
      // EKS itself adds the tags by which the autoscaler finds the group.
      tag: { key: `k8s.io/cluster-autoscaler/node-template/${key}`, value, propagateAtLaunch: false },
    });
  }
}

function checkIops(scope: IConstruct, type: "gp3" | "io2", iops: number | undefined): void {
  const [least, most] = type === "gp3" ? [3000, 16000] : [100, 64000];
  const given = iops ?? (type === "gp3" ? least : undefined);
  if (given === undefined || given < least || given > most) {
    throw new Error(`${scope.node.path}: volumeIops must be ${least} to ${most} for ${type}, got ${iops}`);
  }
}
