import { Certificate } from "@modules/aws/dns/certificate";
import { ApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** A public load balancer for a web shop: HTTPS on 443, a redirect on 80, access logs in a bucket that exists. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc1234def567890", cidr: "10.20.1.0/24", routeTableId: "rtb-0abc1234def567890" },
    "us-east-1b": { id: "subnet-0def1234abc567890", cidr: "10.20.2.0/24", routeTableId: "rtb-0abc1234def567890" },
  };
  const vpc = Vpc.fromExisting(scope, "vpc", {
    id: "vpc-0abc1234def567890",
    cidr: "10.20.0.0/16",
    subnets: { public: { tier: "public", subnets } },
  });
  const certificate = Certificate.fromExisting(scope, "certificate", {
    arn: "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
    names: ["shop.acme.example"],
  });
  const clients = new SecurityGroup(scope, "clients", {
    name: "shop-alb",
    description: "Clients of the shop",
    vpc,
    ports: { http: 80, https: 443 },
  });
  clients.connections.allowFromCidr("0.0.0.0/0", "http", "Everyone, to be redirected to HTTPS");
  clients.connections.allowFromCidr("0.0.0.0/0", "https", "Everyone");

  new ApplicationLoadBalancer(scope, "balancer", {
    name: "shop",
    vpc,
    securityGroups: [clients],
    certificate,
    targetGroup: new TargetGroup(scope, "web", { name: "shop-web", vpc, port: 8080 }),
    logBucket: Bucket.fromExisting(scope, "logs", { name: "acme-load-balancer-logs" }),
  });
}
