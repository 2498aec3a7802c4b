import { InstanceGroup } from "@modules/google/compute/instance-group";
import { InstanceTemplate } from "@modules/google/compute/instance-template";
import { ApplicationLoadBalancer } from "@modules/google/load-balancing/application-load-balancer";
import { Backend } from "@modules/google/load-balancing/backend";
import { ManagedCertificate } from "@modules/google/load-balancing/managed-certificate";
import { SecurityPolicy } from "@modules/google/load-balancing/security-policy";
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A load balancer that sends a path to a backend with a longer timeout. */
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
    name: "news-server",
    machineType: "e2-medium",
    image: "cos-cloud/cos-stable",
    diskGibibytes: 20,
    subnet: vpc.subnet("nodes"),
    account: new ServiceAccount(scope, "account", { name: "news-server", description: "Servers" }),
    key,
  });
  const group = new InstanceGroup(scope, "group", {
    name: "news-server",
    baseInstanceName: "news-server",
    template,
    zones: ["us-central1-a", "us-central1-b"],
    size: 2,
    port: 8080,
  });
  const securityPolicy = new SecurityPolicy(scope, "policy", { name: "news" });
  const pages = new Backend(scope, "pages", { name: "news-pages", group, securityPolicy });
  const exports = new Backend(scope, "exports", { name: "news-exports", group, securityPolicy, timeoutSeconds: 300 });
  new ApplicationLoadBalancer(scope, "front", {
    name: "news",
    certificates: [new ManagedCertificate(scope, "certificate", { name: "news", domainName: "news.example.com" })],
    backend: pages,
    paths: { "/exports/*": exports },
  });
}
