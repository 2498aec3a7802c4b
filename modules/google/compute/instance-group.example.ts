import { InstanceGroup } from "@modules/google/compute/instance-group";
import { InstanceTemplate } from "@modules/google/compute/instance-template";
import { FirewallRule } from "@modules/google/network/firewall-rule";
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** Two to ten web servers in three zones, which Google's load balancers and health checks may reach. */
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
    name: "web",
    machineType: "e2-medium",
    image: "cos-cloud/cos-stable",
    diskGibibytes: 20,
    subnet: vpc.subnet("nodes"),
    account: new ServiceAccount(scope, "account", { name: "web-servers", description: "Web servers" }),
    key,
    tags: ["web"],
  });

  new InstanceGroup(scope, "web", {
    name: "web",
    baseInstanceName: "web",
    template,
    zones: ["us-central1-a", "us-central1-b", "us-central1-c"],
    size: 2,
    scaling: { min: 2, max: 10, cpuUtilization: 0.6 },
    port: 8080,
  });
  new FirewallRule(scope, "health-checks", {
    name: "web-health-checks",
    vpc,
    description: "Load balancers and health checks of Google",
    ports: [8080],
    from: { cidrs: ["130.211.0.0/22", "35.191.0.0/16"] },
    to: { tags: ["web"] },
  });
}
