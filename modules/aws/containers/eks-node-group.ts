import { AutoscalingGroupTagA } from "@cdktf/provider-aws/lib/autoscaling-group-tag";
import { EksNodeGroup as AwsEksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { IVpc } from "../network/vpc";
import { resourcesOf } from "../resources-of";
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

  /** Tried in this order; alike in size, or the autoscaler misjudges what a new node holds. A change replaces the nodes. */
  readonly instanceTypes: readonly string[];

  readonly minNodes: number;

  readonly maxNodes: number;

  /** Nodes to begin with; afterwards the autoscaler decides. */
  readonly desiredNodes: number;

  /** @default none */
  readonly labels?: Readonly<Record<string, string>>;

  /** What keeps other pods off the nodes. @default none */
  readonly taints?: readonly Taint[];

  /** Size of the root volume, GiB. @default 50 */
  readonly volumeGigabytes?: number;

  /** Encrypts the root volume. */
  readonly key: IKey;

  /** On instances, volumes and interfaces, which the provider's default tags never reach. */
  readonly tags: Readonly<Record<string, string>>;

  /** Modules of the same stack a node needs to become ready: the network add-ons. */
  readonly after: readonly IConstruct[];
}

/** How the API and Kubernetes, and so the autoscaler, spell an effect. */
const EFFECTS = { NO_SCHEDULE: "NoSchedule", NO_EXECUTE: "NoExecute", PREFER_NO_SCHEDULE: "PreferNoSchedule" } as const;

/** Nodes of Amazon Linux 2023 that EKS replaces when they fail or fall behind the cluster. */
export class EksNodeGroup extends Construct {
  readonly name: string;
  /** Name of the Auto Scaling group EKS made for it. */
  readonly autoscalingGroupName: string;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: EksNodeGroupProps) {
    super(scope, id);
    const { name, cluster, vpc, subnetGroup = "private", instanceTypes, minNodes, maxNodes, desiredNodes } = props;
    const { labels = {}, taints = [], after } = props;
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
      subnetIds: vpc.subnetIds(subnetGroup),
      amiType: "AL2023_x86_64_STANDARD",
      capacityType: "ON_DEMAND",
      instanceTypes: [...instanceTypes],
      launchTemplate: { id: template.id, version: Fn.tostring(template.latestVersion) },
      scalingConfig: { minSize: minNodes, maxSize: maxNodes, desiredSize: desiredNodes },
      updateConfig: { maxUnavailablePercentage: 25 },
      nodeRepairConfig: { enabled: true },
      labels: { ...labels },
      taint: taints.map((taint) => ({ ...taint })),
      lifecycle: { ignoreChanges: ["scaling_config[0].desired_size"] },
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

  private addTemplate({ cluster, name, volumeGigabytes = 50, key, tags }: EksNodeGroupProps): LaunchTemplate {
    const nodeName = `${cluster.physicalName}-${name}`;
    return new LaunchTemplate(this, "template", {
      name: nodeName,
      // One hop, so that pods cannot take the node's role: they have identities of their own.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: volumeGigabytes,
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
