import { globalName } from "@modules/aws/account";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
} from "@modules/aws/network/application-load-balancer";
import type { IKey } from "@modules/aws/security/key";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { AwsStack } from "./aws-stack";
import { addWebAcl, type GuardedEnvironment, type WebAclPlace } from "./web-acl";

type PublicLoadBalancerNeeds = Pick<
  ApplicationLoadBalancerProps,
  "vpc" | "securityGroups" | "certificate" | "targetGroup" | "testPort" | "tags"
> & {
  /** The environment's suffix is added; `<name>-logs` is the bucket of its requests. */
  readonly name: string;
};

/** The load balancer that the world reaches, and a record of each request. */
export function addPublicLoadBalancer(
  stack: AwsStack,
  { name, ...needs }: PublicLoadBalancerNeeds,
): ApplicationLoadBalancer {
  const { deletionProtection } = stack.environment;
  return new ApplicationLoadBalancer(stack, "public", {
    ...needs,
    name: stack.named(name),
    logBucket: new LogBucket(stack, "access-logs", {
      name: globalName(stack, stack.named(`${name}-logs`)),
      deletionProtection,
    }),
    deletionProtection,
  });
}

type LoadBalancerAclNeeds = Pick<WebAclPlace, "managedGroups" | "clientAddressHeader"> & {
  /** The environment's suffix is added. */
  readonly name: string;
  readonly logsKey: IKey;
};

/**
 * The CDN's rules once more, where the environment has web ACLs: the ports may be
 * the world's, so the CDN can be gone around. They count requests by the client
 * the CDN names, `X-Forwarded-For` unless another header is given. Its first
 * address is what the client itself said, if it said anything: who forges that
 * is held by the CDN's own count and by the other rules alone.
 */
export function guardLoadBalancer(
  stack: AwsStack<GuardedEnvironment>,
  loadBalancer: ApplicationLoadBalancer,
  { name, clientAddressHeader = "X-Forwarded-For", ...needs }: LoadBalancerAclNeeds,
): void {
  const webAcl = addWebAcl(stack, { ...needs, name: stack.named(name), scope: "REGIONAL", clientAddressHeader });
  webAcl?.associate(loadBalancer);
}
