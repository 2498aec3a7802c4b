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
    /** Whether request bodies contain code and prompts. @default false */
    readonly codeInBodies?: boolean;
    /** Countries whose requests are blocked. @default none */
    readonly blockedCountries?: readonly string[];
  };
}

/** Rules that only count matches: this one blocks bodies of more than 8 KiB, which uploads often exceed. */
const COUNTED = { CommonRuleSet: ["SizeRestrictions_BODY"] };

/**
 * Rules that match code and prompts in bodies, and therefore only count. Their matches are in the web ACL's metrics and
 * logs.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
const COUNTED_WITH_CODE = {
  CommonRuleSet: [
    ...COUNTED.CommonRuleSet,
    "CrossSiteScripting_BODY",
    "EC2MetaDataSSRF_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
  ],
  SQLInjectionRule: ["SQLi_BODY", "SQLiExtendedPatterns_BODY"],
};

/** The web ACL of a CDN or a load balancer, with the same rules for both; undefined in an environment without web ACLs. */
export function addWebAcl(stack: AwsStack<GuardedEnvironment>, place: PlatformWebAclProps): WebAcl | undefined {
  const { webAcls, codeInBodies = false, blockedCountries, logRetentionDays } = stack.environment.security;
  return webAcls
    ? new WebAcl(stack, "web-acl", {
        ...place,
        rateLimit: 2000,
        blockedCountries,
        countedRules: codeInBodies ? COUNTED_WITH_CODE : COUNTED,
        logRetentionDays,
      })
    : undefined;
}
