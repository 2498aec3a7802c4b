import { containerHost } from "@modules/google/compute/container-host";
import { InstanceTemplate } from "@modules/google/compute/instance-template";
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** Instances of Container-Optimized OS that run one image, with the permissions of an account of their own. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", {
    name: "shop",
    subnets: { nodes: { name: "shop-nodes", cidr: "10.20.0.0/20" } },
  });
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us-central1/keyRings/shop/cryptoKeys/data",
  });
  const image = "us-central1-docker.pkg.dev/example-project/shop/worker:v1.0.0";

  new InstanceTemplate(scope, "workers", {
    name: "worker",
    machineType: "e2-medium",
    image: "cos-cloud/cos-stable",
    diskGibibytes: 20,
    subnet: vpc.subnet("nodes"),
    account: new ServiceAccount(scope, "account", { name: "worker", description: "Workers" }),
    key,
    userData: containerHost({ name: "worker", image, environment: { QUEUE: "orders" } }),
  });
}
