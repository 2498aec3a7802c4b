import { GkeCluster } from "@modules/google/gke/gke-cluster";
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A private cluster whose pods of the API act as an account of their own. */
export function example(scope: Construct): void {
  const pods = { name: "pods", cidr: "10.24.0.0/14" };
  const services = { name: "services", cidr: "10.20.32.0/20" };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    name: "shop",
    subnets: { nodes: { name: "shop-nodes", cidr: "10.20.0.0/20", pods, services } },
  });
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us-central1/keyRings/shop/cryptoKeys/data",
  });

  const cluster = new GkeCluster(scope, "cluster", {
    name: "shop",
    vpc,
    subnet: "nodes",
    controlPlaneCidr: "10.20.48.0/28",
    key,
    diskKey: key,
    nodeAccount: new ServiceAccount(scope, "nodes", { name: "cluster-nodes", description: "Nodes of the cluster" }),
  });
  cluster.letActAs(new ServiceAccount(scope, "api", { name: "shop-api", description: "API" }), "shop", "api");
}
