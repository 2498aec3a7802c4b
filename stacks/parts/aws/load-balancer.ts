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
  "vpc" | "securityGroups" | "certificate" | "targetGroup" | "testPort" | "tags"
> & {
  /** The environment's suffix is added; `<name>-logs` is the bucket of its requests. */
  readonly name: string;
  /** By authorities, in PEM, that sign the certificates of clients; `<name>-trust` is the bucket that has them. @default none */
  readonly mutualAuthentication?: Omit<MutualAuthentication, "trustStore"> & { readonly authorities: string };
};

/** The load balancer that the world reaches, and a record of each request. */
export function addPublicLoadBalancer(
  stack: AwsStack,
  { name, mutualAuthentication, ...props }: PublicLoadBalancerProps,
): ApplicationLoadBalancer {
  const { deletionProtection } = stack.environment;
  const logBucket = new LogBucket(stack, "access-logs", {
    name: globalName(stack, stack.named(`${name}-logs`)),
    deletionProtection,
  });
  return new ApplicationLoadBalancer(stack, "public", {
    ...props,
    name: stack.named(name),
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

type LoadBalancerAclProps = Pick<PlatformWebAclProps, "managedGroups" | "clientAddressHeader"> & {
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
  { name, clientAddressHeader = "X-Forwarded-For", ...props }: LoadBalancerAclProps,
): void {
  const webAcl = addWebAcl(stack, { ...props, name: stack.named(name), scope: "REGIONAL", clientAddressHeader });
  webAcl?.associate(loadBalancer);
}
