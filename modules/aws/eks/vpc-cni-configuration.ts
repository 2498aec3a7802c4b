import type { IVpc } from "../network/vpc";

/** Subnets for pods: a group of a VPC's subnets that is used for nothing else. */
export interface PodSubnets {
  readonly vpc: IVpc;

  /** Group of private subnets, one in each availability zone of the nodes. */
  readonly subnetGroup: string;
}

/**
 * Configuration of the add-on `vpc-cni`: prefixes of 16 addresses, which raise the pods of a t3.small from 11 to 110,
 * and network policies, which the CNI ignores by default.
 *
 * A node reserves whole prefixes: at most eight, or 128 addresses, for 110 pods. A prefix needs 16 consecutive free
 * addresses, which a subnet may lack although most of its addresses are free, so pods should not share subnets with
 * load balancers, tasks or functions. The interfaces of pods have the security groups of their node.
 * https://docs.aws.amazon.com/eks/latest/userguide/cni-custom-network.html
 *
 * @param pods subnets of the pods; without them, pods have addresses in the subnet of their node
 */
export function vpcCniConfiguration(pods?: PodSubnets): Readonly<Record<string, unknown>> {
  const prefixes = { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" };
  if (!pods) {
    return { env: prefixes, enableNetworkPolicy: "true" };
  }
  const subnets = Object.entries(pods.vpc.subnetIdsByAvailabilityZone(pods.subnetGroup));
  return {
    env: {
      ...prefixes,
      AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true",
      // Each ENIConfig is named after its availability zone, which is the value of this node label.
      ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone",
    },
    enableNetworkPolicy: "true",
    eniConfig: { create: true, subnets: Object.fromEntries(subnets.map(([zone, id]) => [zone, { id }])) },
  };
}
