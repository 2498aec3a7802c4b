/** GKE clusters of every platform; node pools are in each platform's stack. */
import { GkeCluster, type GkeClusterProps } from "@modules/google/gke/gke-cluster";
import { GkeNodePool, type GkeNodePoolProps } from "@modules/google/gke/gke-node-pool";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { GkeSettings, NodePoolSettings } from "../../../environments/schema/gke";
import type { GoogleSettings } from "../../../environments/schema/google";
import type { GoogleEnvironment, GoogleStack } from "../../base/google-stack";

/** An environment with a cluster in Google Cloud. */
export type GkeEnvironment = GoogleEnvironment & { readonly google?: GoogleSettings & { kubernetes: GkeSettings } };

export interface GkeProps extends Pick<GkeClusterProps, "vpc" | "key" | "diskKey" | "initialNodesPerZone"> {
  readonly name: string;
}

/** Adds a cluster and the service account of its nodes. */
export function addGkeCluster(stack: GoogleStack<GkeEnvironment>, props: GkeProps): GkeCluster {
  const { kubernetes, adminCidrs } = stack.google;
  const { subnet, zones, controlPlaneCidr, namedEndpoint } = kubernetes;
  return new GkeCluster(stack, "cluster", {
    ...props,
    subnet,
    zones,
    controlPlaneCidr,
    namedEndpoint,
    adminCidrs,
    nodeAccount: new ServiceAccount(stack, "nodes", {
      name: stack.named("gke-nodes"),
      description: `Nodes of ${props.name}`,
    }),
    deletionProtection: stack.environment.deletionProtection,
  });
}

/** Adds a node pool with the size and the zones of the environment. */
export function addNodePool(
  stack: GoogleStack,
  name: string,
  { min, max, ...settings }: NodePoolSettings,
  props: Pick<GkeNodePoolProps, "cluster" | "labels" | "taints" | "preemptible">,
): GkeNodePool {
  return new GkeNodePool(stack, name, {
    ...settings,
    ...props,
    name,
    minNodesPerZone: min,
    maxNodesPerZone: max,
    resourceLabels: stack.labels,
  });
}
