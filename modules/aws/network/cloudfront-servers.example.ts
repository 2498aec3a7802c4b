import { CloudFrontServers } from "@modules/aws/network/cloudfront-servers";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/**
 * A security group for a load balancer that accepts connections only from CloudFront. The prefix list uses nearly the
 * whole quota of rules, so other rules need another group.
 */
export function example(scope: Construct): void {
  const origin = new SecurityGroup(scope, "origin", {
    name: "office-origin",
    description: "Load balancer behind CloudFront",
    vpc: Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16" }),
    ports: { https: 443 },
  });

  origin.connections.allowFromPrefixList(new CloudFrontServers(scope, "cloudfront"), "https", "CloudFront");
}
