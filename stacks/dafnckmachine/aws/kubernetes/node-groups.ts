import type { EksAddon } from "@modules/aws/eks/eks-addon";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { EksNodeGroup, type EksNodeGroupProps } from "@modules/aws/eks/eks-node-group";
import type { Taint } from "@modules/aws/eks/taint";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { NodeGroupSettings } from "../../../../environments/schema/kubernetes";
import type { AwsStack } from "../../../base/aws-stack";

export interface NodeGroupsProps {
  readonly cluster: EksCluster;
  readonly vpc: IVpc;
  /** Key of the nodes' volumes. */
  readonly key: IKey;
  /** Add-ons that a node needs to become ready. */
  readonly after: readonly EksAddon[];
}

/** Taint of the nodes for long computations; only pods that tolerate it run there. */
const COMPUTE_INTENSIVE: Taint = { key: "compute-intensive", value: "true", effect: "NO_SCHEDULE" };

/**
 * The node groups for general purposes and for long computations.
 *
 * @returns both groups, with the one for general purposes first
 */
export function addNodeGroups(
  stack: AwsStack<DafnckmachineEnvironment>,
  props: NodeGroupsProps,
): readonly [general: EksNodeGroup, compute: EksNodeGroup] {
  const { generalPurpose, computeOptimized } = stack.environment.kubernetes;
  const general = addNodeGroup(stack, "general-purpose", props, generalPurpose);
  const compute = addNodeGroup(stack, "compute-optimized", props, computeOptimized, {
    taints: [COMPUTE_INTENSIVE],
    capacityType: computeOptimized.spot ? "SPOT" : "ON_DEMAND",
  });
  return [general, compute];
}

function addNodeGroup(
  stack: AwsStack,
  name: string,
  props: NodeGroupsProps,
  { instanceTypes, min, desired, max }: NodeGroupSettings,
  options: Pick<EksNodeGroupProps, "taints" | "capacityType"> = {},
): EksNodeGroup {
  return new EksNodeGroup(stack, name, {
    ...props,
    name,
    instanceTypes,
    minNodes: min,
    desiredNodes: desired,
    maxNodes: max,
    labels: { "node-pool": name },
    ...options,
    tags: stack.tags,
  });
}
