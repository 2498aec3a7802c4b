import { WebAcl, type WebAclProps } from "@modules/aws/edge/web-acl";
import type { Environment } from "../environments/environment";
import type { EnvironmentStack } from "./environment-stack";

type Place = Pick<WebAclProps, "name" | "scope" | "clientAddressHeader" | "logsKey">;
type Guarded = Environment & { readonly security: { readonly webAcls: boolean } };

/** The same rules before the CDN and before each load balancer, where the environment has web ACLs. */
export function addWebAcl(stack: EnvironmentStack<Guarded>, place: Place): WebAcl | undefined {
  const { webAcls, logRetentionDays } = stack.environment.security;
  return webAcls
    ? new WebAcl(stack, "web-acl", {
        ...place,
        rateLimit: 2000,
        // Stops at 8 KiB, which uploads and what agents are told often exceed.
        countedRules: { CommonRuleSet: ["SizeRestrictions_BODY"] },
        logRetentionDays,
      })
    : undefined;
}
