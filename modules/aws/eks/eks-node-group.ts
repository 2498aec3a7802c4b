import { AutoscalingGroupTagA } from "@cdktf/provider-aws/lib/autoscaling-group-tag";
import { EksNodeGroup as AwsEksNodeGroup, type EksNodeGroupConfig } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { check } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { managedPolicyArn } from "../account";
import type { IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import type { IKey } from "../security/key";
import { Role } from "../security/role";
import { checkPerformance, type VolumePerformance } from "../storage/volume-performance";
import type { IEksCluster } from "./eks-cluster";
import { EFFECTS, type Taint } from "./taint";

/** Size and performance of a node's volume. */
export type RootVolume = VolumePerformance & {
  /** Size of the volume in GiB. @default 50 */
  readonly sizeGibibytes?: number;
};

export interface EksNodeGroupProps {
  /** Name of the node group: 1 to 63 of `A-Za-z0-9_-`. A change replaces the nodes. */
  readonly name: string;

  readonly cluster: IEksCluster;

  readonly vpc: IVpc;

  /** Group of subnets for the nodes. @default "private" */
  readonly subnetGroup?: string;

  /**
   * Availability zones of the subnets to use. With one zone per node group, the numbers of nodes apply to each zone.
   * @default all availability zones of the subnets
   */
  readonly zones?: readonly string[];

  /**
   * Instance types in order of preference. They must have the same size, because the Cluster Autoscaler assumes equal
   * nodes. A change replaces the nodes.
   */
  readonly instanceTypes: readonly string[];

  /**
   * `SPOT` costs about a third; AWS reclaims Spot Instances with two minutes' notice; more instance types make this
   * less frequent. A change replaces the nodes.
   * @default "ON_DEMAND"
   */
  readonly capacityType?: "ON_DEMAND" | "SPOT";

  /**
   * `AL2023_x86_64_NVIDIA` has the drivers that GPU instances need, `BOTTLEROCKET_x86_64_FIPS` a kernel and TLS with
   * FIPS-validated cryptography. A change replaces the nodes.
   * https://docs.aws.amazon.com/eks/latest/userguide/bottlerocket-compliance-support.html
   * @default "AL2023_x86_64_STANDARD"
   */
  readonly amiType?:
    | "AL2023_x86_64_STANDARD"
    | "AL2023_ARM_64_STANDARD"
    | "AL2023_x86_64_NVIDIA"
    | "BOTTLEROCKET_x86_64_FIPS";

  /** Minimum number of nodes. */
  readonly minNodes: number;

  /** Maximum number of nodes. */
  readonly maxNodes: number;

  /** Number of nodes at creation; the autoscaler changes it afterwards. */
  readonly desiredNodes: number;

  /** Set `minNodes` only at creation, because scheduled actions change it afterwards. @default false */
  readonly minScheduled?: boolean;

  /** Kubernetes labels of the nodes. @default {} */
  readonly labels?: Readonly<Record<string, string>>;

  /** Taints that keep pods without a toleration off the nodes. @default [] */
  readonly taints?: readonly Taint[];

  /**
   * Volume for images, containers and logs: the root volume of Amazon Linux, or the data volume of Bottlerocket. `io2`
   * has a more consistent latency.
   * @default gp3 with 50 GiB
   */
  readonly volume?: RootVolume;

  /** Security groups of the nodes and their pods, besides the cluster security group. @default [] */
  readonly securityGroups?: readonly IConnectable[];

  /** Key of the root volume, with `ec2.<region>.amazonaws.com` among its `viaServices`. */
  readonly key: IKey;

  /** Tags of instances, volumes and network interfaces, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;

  /** Modules of the same stack that nodes need to become ready: the network add-ons. */
  readonly after: readonly IConstruct[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<EksNodeGroupConfig>;
}

/** A managed node group of Amazon Linux 2023 or Bottlerocket. EKS replaces unhealthy nodes, and nodes of former versions. */
export class EksNodeGroup extends Construct {
  readonly name: string;
  /** Name of the Auto Scaling group that EKS creates. */
  readonly autoscalingGroupName: string;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: EksNodeGroupProps) {
    super(scope, id);
    const { name, cluster, vpc, subnetGroup = "private", instanceTypes, minNodes, maxNodes, desiredNodes } = props;
    const { labels = {}, taints = [], after, zones, minScheduled = false } = props;
    const scaled = ["desired_size", ...(minScheduled ? ["min_size"] : [])];
    const { capacityType = "ON_DEMAND", amiType = "AL2023_x86_64_STANDARD", overrides } = props;
    const gpu = instanceTypes.find((type) => /^(p\d|g[4-9])/.test(type));
    check(this, !gpu || amiType === "AL2023_x86_64_NVIDIA", "amiType", `AL2023_x86_64_NVIDIA for ${gpu}`, amiType);
    const ordered = minNodes <= desiredNodes && desiredNodes <= maxNodes && maxNodes >= 1;
    check(this, minNodes <= maxNodes, "minNodes", `at most maxNodes (${maxNodes})`, minNodes);
    check(this, ordered, "desiredNodes", `from minNodes (${minNodes}) to maxNodes (${maxNodes})`, desiredNodes);
    this.role = new Role(this, "role", {
      name: `${cluster.physicalName}-${name}`,
      assumedBy: "ec2.amazonaws.com",
      // AmazonEKS_CNI_Policy belongs to the pod identity of the VPC CNI.
      managedPolicies: {
        node: managedPolicyArn(this, "AmazonEKSWorkerNodePolicy"),
        images: managedPolicyArn(this, "AmazonEC2ContainerRegistryPullOnly"),
        sessions: managedPolicyArn(this, "AmazonSSMManagedInstanceCore"),
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
      ...overrides,
    });
    this.name = group.nodeGroupName;
    this.autoscalingGroupName = group.resources.get(0).autoscalingGroups.get(0).name;
    for (const [label, value] of Object.entries(labels)) {
      this.addAutoscalerTag(`label-${label}`, `label/${label}`, value);
    }
    for (const { key, value, effect } of taints) {
      this.addAutoscalerTag(`taint-${key}`, `taint/${key}`, `${value}:${EFFECTS[effect]}`);
    }
  }

  private addTemplate(props: EksNodeGroupProps): LaunchTemplate {
    const { cluster, name, volume = {}, key, tags, securityGroups = [], amiType } = props;
    const { type: volumeType = "gp3", iops, sizeGibibytes = 50 } = volume;
    checkPerformance(this, volume, sizeGibibytes, "volume.");
    const bottlerocket = amiType?.startsWith("BOTTLEROCKET");
    const nodeName = `${cluster.physicalName}-${name}`;
    return new LaunchTemplate(this, "template", {
      name: nodeName,
      // With a hop limit of 1, pods cannot use the node's role; they have pod identities.
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: bottlerocket ? "/dev/xvdb" : "/dev/xvda",
          ebs: {
            volumeType,
            iops,
            throughput: volume.type === "io2" ? undefined : volume.throughputMebibytesPerSecond,
            volumeSize: sizeGibibytes,
            encrypted: "true",
            kmsKeyId: key.arn,
            deleteOnTermination: "true",
          },
        },
        // The root volume of Bottlerocket is read-only, so its default size is enough.
        ...(bottlerocket
          ? [
              {
                deviceName: "/dev/xvda",
                ebs: { volumeType: "gp3", encrypted: "true", kmsKeyId: key.arn, deleteOnTermination: "true" },
              },
            ]
          : []),
      ],
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { ...tags, Name: nodeName },
      })),
      // Nodes need the cluster security group to join. EKS adds it only to templates without security groups.
      vpcSecurityGroupIds:
        securityGroups.length > 0
          ? [cluster, ...securityGroups].map(({ connections }) => connections.groupId)
          : undefined,
      updateDefaultVersion: true,
    });
  }

  /** Adds a tag for the Cluster Autoscaler, which reads the labels and taints of an empty group from tags. */
  private addAutoscalerTag(id: string, key: string, value: string): void {
    new AutoscalingGroupTagA(this, id, {
      autoscalingGroupName: this.autoscalingGroupName,
      // EKS itself adds the tags by which the autoscaler discovers the group.
      tag: { key: `k8s.io/cluster-autoscaler/node-template/${key}`, value, propagateAtLaunch: false },
    });
  }
}
