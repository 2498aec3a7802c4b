/** What clusters in Google Cloud of every platform have in common; which nodes they have is each platform's own. */
import { GkeCluster, type GkeClusterProps } from "@modules/google/containers/gke-cluster";
import { GkeNodePool, type GkeNodePoolProps } from "@modules/google/containers/gke-node-pool";
import { Repository } from "@modules/google/containers/repository";
import type { IKey } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { GkeSettings, NodePoolSettings } from "../environments/gke";
import type { GoogleSettings } from "../environments/google";
import type { GoogleEnvironment, GoogleStack } from "./google-stack";

/** An environment with a cluster in Google Cloud. */
export type GkeEnvironment = GoogleEnvironment & { readonly google?: GoogleSettings & { kubernetes: GkeSettings } };

export interface GkeNeeds extends Pick<GkeClusterProps, "vpc" | "key" | "diskKey" | "initialNodesPerZone"> {
  readonly name: string;
}

/** A cluster, and what its nodes act as. */
export function addGkeCluster(stack: GoogleStack<GkeEnvironment>, needs: GkeNeeds): GkeCluster {
  const { kubernetes, adminCidrs } = stack.google;
  const { subnet, zones, controlPlaneCidr, namedEndpoint } = kubernetes;
  return new GkeCluster(stack, "cluster", {
    ...needs,
    subnet,
    zones,
    controlPlaneCidr,
    namedEndpoint,
    adminCidrs,
    nodeAccount: new ServiceAccount(stack, "nodes", {
      name: stack.named("gke-nodes"),
      description: `Nodes of ${needs.name}`,
    }),
    deletionProtection: stack.environment.deletionProtection,
  });
}

/** A pool of the environment's size, in its own zones or in all of the cluster's. */
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

/** Where a cluster's images are, near it and without the keys of another cloud. Filled before what runs there is applied. */
export function addImages(stack: GoogleStack, name: string, { nodeAccount }: GkeCluster, key: IKey): Repository {
  const images = new Repository(stack, "images", {
    name: stack.named(name),
    description: `Images that ${name} runs in Google Cloud`,
    key,
    deletionProtection: stack.environment.deletionProtection,
  });
  images.grantPull(nodeAccount);
  return images;
}
