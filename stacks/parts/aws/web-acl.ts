import { WebAcl, type WebAclProps } from "@modules/aws/waf/web-acl";
import type { Environment } from "../../../environments/schema/environment";
import type { AwsStack } from "../../base/aws-stack";

export type PlatformWebAclProps = Pick<
  WebAclProps,
  | "name"
  | "scope"
  | "clientAddressHeader"
  | "requestsWithoutHeader"
  | "proxyCidrs"
  | "proxyHeader"
  | "managedGroups"
  | "logsKey"
>;

export interface GuardedEnvironment extends Environment {
  readonly security: Environment["security"] & {
    readonly webAcls: boolean;
    /** Countries whose requests are blocked. @default none */
    readonly blockedCountries?: readonly string[];
  };
}

/** The web ACL of a CDN or a load balancer, with the same rules for both; undefined in an environment without web ACLs. */
export function addWebAcl(stack: AwsStack<GuardedEnvironment>, place: PlatformWebAclProps): WebAcl | undefined {
  const { webAcls, blockedCountries, logRetentionDays } = stack.environment.security;
  return webAcls
    ? new WebAcl(stack, "web-acl", {
        ...place,
        rateLimit: 2000,
        blockedCountries,
        // The rule blocks bodies above 8 KiB, which uploads and prompts of agents often exceed.
        countedRules: { CommonRuleSet: ["SizeRestrictions_BODY"] },
        logRetentionDays,
      })
    : undefined;
}
