import { InstanceGroup } from "@modules/google/compute/instance-group";
import { InstanceTemplate } from "@modules/google/compute/instance-template";
import { Backend } from "@modules/google/load-balancing/backend";
import { SecurityPolicy } from "@modules/google/load-balancing/security-policy";
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A backend of two servers, behind a security policy that limits the rate of requests. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", {
    name: "shop",
    subnets: { nodes: { name: "shop-nodes", cidr: "10.20.0.0/20" } },
    privateServicesRange: "shop-services",
  });
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us-central1/keyRings/shop/cryptoKeys/data",
  });
  const template = new InstanceTemplate(scope, "template", {
    name: "blog-server",
    machineType: "e2-medium",
    image: "cos-cloud/cos-stable",
    diskGibibytes: 20,
    subnet: vpc.subnet("nodes"),
    account: new ServiceAccount(scope, "account", { name: "blog-server", description: "Servers" }),
    key,
  });
  const group = new InstanceGroup(scope, "group", {
    name: "blog-server",
    baseInstanceName: "blog-server",
    template,
    zones: ["us-central1-a", "us-central1-b"],
    size: 2,
    port: 8080,
  });

  const securityPolicy = new SecurityPolicy(scope, "policy", { name: "blog", requestsPerMinute: 600 });
  new Backend(scope, "backend", { name: "blog", group, securityPolicy });
}
