import { CloudFrontServers } from "@modules/aws/network/cloudfront-servers";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";

/** A group for a load balancer that only CloudFront reaches; the list fills it, so other rules need another group. */
export function example(scope: Construct): void {
  const origin = new SecurityGroup(scope, "origin", {
    name: "office-origin",
    description: "Load balancer behind CloudFront",
    vpc: Vpc.fromExisting(scope, "vpc", { id: "vpc-0abc1234def567890", cidr: "10.20.0.0/16" }),
    ports: { https: 443 },
  });

  origin.connections.allowFromPrefixList(new CloudFrontServers(scope, "cloudfront"), "https", "CloudFront");
}
