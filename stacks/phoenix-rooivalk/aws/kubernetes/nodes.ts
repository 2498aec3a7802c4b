import type { EksAddon } from "@modules/aws/eks/eks-addon";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { EksNodeGroup, type EksNodeGroupProps } from "@modules/aws/eks/eks-node-group";
import type { Nodes } from "@modules/aws/eks/eks-placement";
import type { Taint } from "@modules/aws/eks/taint";
import type { IConnectable } from "@modules/aws/network/connections";
import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { NodeGroupSettings } from "../../../../environments/schema/kubernetes";
import type { AwsStack } from "../../../base/aws-stack";
import { trackCpu } from "./scaling";

type Stack = AwsStack<PhoenixRooivalkEnvironment>;

export interface NodesProps {
  readonly cluster: EksCluster;
  readonly vpc: Vpc;
  /** Security group of the nodes and their pods, besides the cluster's own. */
  readonly securityGroup: IConnectable;
  readonly key: IKey;
  /** Network add-ons that must exist first, because nodes do not become ready without them. */
  readonly after: readonly EksAddon[];
}

/** Nodes with GPUs. The NVIDIA device plugin and pods that use GPUs tolerate this taint. */
export const GPU_NODES: Nodes = {
  labels: { "node-pool": "gpu" },
  taints: [{ key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" }],
};

/** Nodes of Prometheus, Alertmanager and Grafana. */
export const MONITORING_NODES: Nodes = {
  labels: { "node-pool": "monitoring" },
  taints: [{ key: "dedicated", value: "monitoring", effect: "NO_SCHEDULE" }],
};

/**
 * Adds a node group in each availability zone, because the environment's numbers of nodes are per zone.
 *
 * @param standby nodes per availability zone in the recovery region, where schedules do not apply; undefined in the
 * primary region
 */
export function addGeneralPurposeNodes(
  stack: Stack,
  props: NodesProps,
  standby?: { readonly min: number },
): Record<string, EksNodeGroup> {
  const { kubernetes, scaling } = stack.environment;
  const { generalPurpose } = kubernetes;
  const minScheduled = !standby && Object.keys(scaling.schedules).length > 0;
  const settings = standby ? { ...generalPurpose, min: standby.min, desired: standby.min } : generalPurpose;
  return Object.fromEntries(
    Object.keys(props.vpc.subnetIdsByAvailabilityZone("private")).map((zone) => [
      zone,
      addNodeGroup(stack, `general-purpose-${zone}`, settings, {
        ...props,
        pool: "general-purpose",
        zones: [zone],
        minScheduled,
      }),
    ]),
  );
}

/** Adds the node groups for validators, GPUs and monitoring, whose taints keep other pods off. */
export function addDedicatedNodes(stack: Stack, props: NodesProps): EksNodeGroup[] {
  const { blockchain, gpu, monitoring } = stack.environment.kubernetes;
  const { type, gibibytes: sizeGibibytes, iops, throughputMebibytesPerSecond } = blockchain.volume;
  const groups = {
    blockchain: addNodeGroup(stack, "blockchain", blockchain, {
      ...props,
      pool: "blockchain",
      subnetGroup: "blockchain",
      taints: [dedicated("blockchain")],
      volume:
        type === "io2" ? { type, sizeGibibytes, iops } : { type, sizeGibibytes, iops, throughputMebibytesPerSecond },
    }),
    gpu: addNodeGroup(stack, "gpu", gpu, {
      ...props,
      pool: "gpu",
      amiType: "AL2023_x86_64_NVIDIA",
      taints: GPU_NODES.taints,
    }),
    monitoring: addNodeGroup(stack, "monitoring", monitoring, {
      ...props,
      pool: "monitoring",
      taints: MONITORING_NODES.taints,
    }),
  };
  for (const [name, group] of Object.entries(groups)) {
    trackCpu(stack, name, group);
  }
  return Object.values(groups);
}

function dedicated(value: string): Taint {
  return { key: "dedicated", value, effect: "NO_SCHEDULE" };
}

interface NodeGroupProps
  extends NodesProps,
    Pick<EksNodeGroupProps, "amiType" | "minScheduled" | "subnetGroup" | "taints" | "volume" | "zones"> {
  /** Value of the nodes' label `node-pool`. */
  readonly pool: string;
}

function addNodeGroup(
  stack: Stack,
  name: string,
  { instanceTypes, min, desired, max }: NodeGroupSettings,
  { pool, securityGroup, ...props }: NodeGroupProps,
): EksNodeGroup {
  return new EksNodeGroup(stack, name, {
    // Bottlerocket has FIPS-validated images only for nodes without GPUs.
    amiType: stack.environment.security.fips ? "BOTTLEROCKET_x86_64_FIPS" : undefined,
    ...props,
    name,
    instanceTypes,
    minNodes: min,
    desiredNodes: desired,
    maxNodes: max,
    labels: { "node-pool": pool },
    securityGroups: [securityGroup],
    tags: stack.tags,
  });
}
