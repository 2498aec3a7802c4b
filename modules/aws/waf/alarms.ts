import type { IConstruct } from "constructs";
import { accountOf } from "../account";
import type { AlarmSpec } from "../operations/alarm";
import type { WebAclScope } from "./web-acl-rules";

export interface WebAclAlarmLimits {
  /** Blocked requests in five minutes, over all rules, above which the alarm fires. @default 5000 */
  readonly blockedRequests?: number;
}

/**
 * Alarm of a web ACL that blocks many requests, because of an attack or of a rule that blocks users.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html
 */
export function webAclAlarms(
  scope: IConstruct,
  acl: { readonly name: string; readonly scope: WebAclScope },
  { blockedRequests = 5000 }: WebAclAlarmLimits = {},
) {
  // Metrics of distributions have no region.
  const region: Record<string, string> = acl.scope === "REGIONAL" ? { Region: accountOf(scope).region } : {};
  return {
    "blocked-requests": {
      metric: {
        namespace: "AWS/WAFV2",
        name: "BlockedRequests",
        dimensions: { WebACL: acl.name, ...region, Rule: "ALL" },
        statistic: "Sum",
      },
      above: blockedRequests,
      periods: 1,
      severity: "warning",
      description: `The web ACL blocks more than ${blockedRequests} requests in five minutes: an attack, or a rule that blocks users`,
    },
  } satisfies Record<string, AlarmSpec>;
}
