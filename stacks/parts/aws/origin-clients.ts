import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import { CloudFrontServers } from "@modules/aws/network/cloudfront-servers";
import { PrefixList } from "@modules/aws/network/prefix-list";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { AwsStack } from "../../base/aws-stack";

export interface OriginClientsProps {
  readonly vpc: IVpc;
  /** Security group of the load balancer. Its `ports` must include the port. */
  readonly loadBalancer: SecurityGroup;
  /** Name and number of the port. */
  readonly port: readonly [name: string, number: number];
}

/**
 * Opens a port of a load balancer behind CloudFront to CloudFront and to the health checkers of Route 53.
 *
 * @returns the group for CloudFront, whose prefix list uses nearly the whole quota of a group's rules
 */
export function addOriginClients(stack: AwsStack, { vpc, loadBalancer, port }: OriginClientsProps): SecurityGroup {
  const { platform } = stack.environment;
  const [name, number] = port;
  const checkers = new PrefixList(stack, "health-checkers", {
    name: stack.named(`${platform}-health-checkers`),
    cidrs: HEALTH_CHECKERS,
  });
  loadBalancer.connections.allowFromPrefixList(checkers, name, "Addresses of health checkers");
  const cdn = new SecurityGroup(stack, "cdn", {
    name: stack.named(`${platform}-cdn-sg`),
    description: "CDN before the public load balancer",
    vpc,
    ports: { [name]: number },
  });
  cdn.connections.allowFromPrefixList(new CloudFrontServers(stack, "cloudfront"), name, "CloudFront");
  return cdn;
}
