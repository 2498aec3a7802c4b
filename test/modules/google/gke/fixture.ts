/** A cluster with its network, keys and account. */
import { GkeCluster, type GkeClusterProps } from "@modules/google/gke/gke-cluster";
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { TerraformStack } from "cdktf";

export function gkeCluster(stack: TerraformStack, props: Partial<GkeClusterProps> = {}): GkeCluster {
  return new GkeCluster(stack, "cluster", {
    name: "shop",
    vpc: new Vpc(stack, "vpc", {
      name: "shop",
      subnets: {
        nodes: { cidr: "10.0.0.0/20", podsCidr: "10.4.0.0/14", servicesCidr: "10.8.0.0/20" },
        bare: { cidr: "10.0.16.0/20" },
      },
    }),
    subnet: "nodes",
    controlPlaneCidr: "10.9.0.0/28",
    key: new Key(stack, "key", { name: "cluster", keyRing: "ring" }),
    diskKey: new Key(stack, "disk-key", { name: "data", keyRing: "ring" }),
    nodeAccount: new ServiceAccount(stack, "nodes", { name: "shop-nodes", description: "Nodes of the shop" }),
    ...props,
  });
}
