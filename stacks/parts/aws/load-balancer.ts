import { globalName } from "@modules/aws/account";
import {
  ApplicationLoadBalancer,
  type ApplicationLoadBalancerProps,
  type MutualAuthentication,
} from "@modules/aws/load-balancing/application-load-balancer";
import { TrustStore } from "@modules/aws/load-balancing/trust-store";
import type { IKey } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { AwsStack } from "../../base/aws-stack";
import { addWebAcl, type GuardedEnvironment, type PlatformWebAclProps } from "./web-acl";

type PublicLoadBalancerProps = Pick<
  ApplicationLoadBalancerProps,
  "vpc" | "securityGroups" | "certificate" | "targetGroup" | "testPort" | "cdn" | "tags"
> & {
  /**
   * Name of the load balancer; the stack adds the environment's suffix. The bucket of its access logs is named
   * `<name>-logs`.
   */
  readonly name: string;
  /**
   * CA certificates in PEM with which client certificates are verified; their bucket is named `<name>-trust`. @default
   * none: clients need no certificate
   */
  readonly mutualAuthentication?: Omit<MutualAuthentication, "trustStore"> & { readonly authorities: string };
};

/** The public load balancer and its access logs. */
export function addPublicLoadBalancer(
  stack: AwsStack,
  { name, mutualAuthentication, ...props }: PublicLoadBalancerProps,
): ApplicationLoadBalancer {
  const { deletionProtection, security } = stack.environment;
  const logBucket = new LogBucket(stack, "access-logs", {
    name: globalName(stack, stack.named(`${name}-logs`)),
    deletionProtection,
  });
  return new ApplicationLoadBalancer(stack, "public", {
    ...props,
    name: stack.named(name),
    fips: security.fips,
    logBucket,
    mutualAuthentication: mutualAuthentication && {
      ...mutualAuthentication,
      trustStore: addTrustStore(stack, name, mutualAuthentication.authorities, logBucket),
    },
    deletionProtection,
  });
}

function addTrustStore(stack: AwsStack, name: string, authorities: string, accessLogs: LogBucket): TrustStore {
  return new TrustStore(stack, "clients", {
    name: stack.named(name),
    authorities,
    bucket: new Bucket(stack, "trusted", {
      name: globalName(stack, stack.named(`${name}-trust`)),
      accessLogs,
      noncurrentExpirationDays: 30,
      deletionProtection: stack.environment.deletionProtection,
    }),
  });
}

type LoadBalancerAclProps = Pick<
  PlatformWebAclProps,
  "managedGroups" | "clientAddressHeader" | "requestsWithoutHeader" | "proxyCidrs" | "proxyHeader"
> & {
  /** Name of the web ACL; the stack adds the environment's suffix. */
  readonly name: string;
  readonly logsKey: IKey;
};

/**
 * Also adds the CDN's web ACL to a load balancer. `proxyHeader` blocks requests that bypass the CDN, such as those of
 * another customer's distribution, which has the same addresses.
 *
 * The rate limit counts requests by the client address in a header of the CDN, `X-Forwarded-For` by default. A client
 * can forge the first address of that header; then only the CDN's own rate limit and the other rules apply to it.
 */
export function guardLoadBalancer(
  stack: AwsStack<GuardedEnvironment>,
  loadBalancer: ApplicationLoadBalancer,
  { name, clientAddressHeader = "X-Forwarded-For", ...props }: LoadBalancerAclProps,
): void {
  const webAcl = addWebAcl(stack, { ...props, name: stack.named(name), scope: "REGIONAL", clientAddressHeader });
  webAcl?.associate(loadBalancer);
}
