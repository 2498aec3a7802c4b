import { Certificate } from "@modules/aws/dns/certificate";
import { ApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** A public load balancer for a web shop: HTTPS on 443, a redirect on 80, access logs in an existing bucket. */
export function example(scope: Construct): void {
  const subnets = {
    "us-east-1a": { id: "subnet-0abc11", cidr: "10.20.11.0/24", routeTableId: "rtb-0abc11" },
    "us-east-1b": { id: "subnet-0abc12", cidr: "10.20.12.0/24", routeTableId: "rtb-0abc12" },
  };
  const groups = { public: { tier: "public", subnets } } as const;
  const vpc = Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16", subnets: groups });
  const certificate = Certificate.fromExisting(scope, "certificate", {
    arn: "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
    names: ["shop.acme.example"],
  });

  new ApplicationLoadBalancer(scope, "balancer", {
    name: "shop",
    vpc,
    securityGroups: [SecurityGroup.fromExisting(scope, "clients", { id: "sg-0abc1234def567890" })],
    certificate,
    targetGroup: new TargetGroup(scope, "web", { name: "shop-web", vpc, port: 8080 }),
    logBucket: Bucket.fromExisting(scope, "logs", { name: "acme-load-balancer-logs" }),
  });
}
