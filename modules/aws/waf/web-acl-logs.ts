import { CloudwatchLogResourcePolicy } from "@cdktf/provider-aws/lib/cloudwatch-log-resource-policy";
import type { Wafv2WebAclDataProtectionConfigDataProtection } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclLoggingConfiguration } from "@cdktf/provider-aws/lib/wafv2-web-acl-logging-configuration";
import type { Construct } from "constructs";
import { accountOf, arn } from "../account";
import { LogGroup } from "../operations/log-group";
import type { IKey } from "../security/key";
import { policyDocument } from "../security/policy";

/** Actions that are logged. `EXCLUDED_AS_COUNT` is that of rules in managed groups that only count. */
const RECORDED = ["BLOCK", "COUNT", "EXCLUDED_AS_COUNT", "CAPTCHA", "CHALLENGE"];

interface WebAclLogsProps {
  /** Name of the web ACL. */
  readonly name: string;
  readonly key: IKey;
  readonly retentionDays: number;
  /** Headers, in lower case, whose values are redacted in the logs. */
  readonly secretHeaders: readonly string[];
}

/**
 * Logs requests that a web ACL blocked or counted. Requests that it allowed are in the access logs of
 * the distribution or load balancer.
 * https://docs.aws.amazon.com/waf/latest/developerguide/logging-cw-logs.html
 */
export function addWebAclLogs(
  acl: Construct & { readonly arn: string },
  { name, key, retentionDays, secretHeaders }: WebAclLogsProps,
): void {
  // WAF refuses log groups whose names do not begin with aws-waf-logs-.
  const group = new LogGroup(acl, "logs", { name: `aws-waf-logs-${name}`, retentionDays, key });
  const policy = new CloudwatchLogResourcePolicy(acl, "log-delivery", {
    policyName: `aws-waf-logs-${name}`,
    policyDocument: policyDocument({
      actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
      resources: [`${group.arn}:*`],
      principals: { Service: "delivery.logs.amazonaws.com" },
      conditions: {
        StringEquals: { "aws:SourceAccount": accountOf(acl).id },
        ArnLike: { "aws:SourceArn": arn(acl, "logs", "*") },
      },
    }),
  });
  new Wafv2WebAclLoggingConfiguration(acl, "logging", {
    resourceArn: acl.arn,
    logDestinationConfigs: [group.arn],
    redactedFields: secretHeaders.map((header) => ({ singleHeader: { name: header } })),
    loggingFilter: {
      defaultBehavior: "DROP",
      filter: [
        {
          behavior: "KEEP",
          requirement: "MEETS_ANY",
          condition: RECORDED.map((action) => ({ actionCondition: { action } })),
        },
      ],
    },
    dependsOn: [policy],
  });
}

/**
 * Fields that WAF replaces with `REDACTED` wherever it shows a request: the sampled requests of its console, which the
 * redacted fields of the logs do not cover, details of matched rules, and Security Lake. An entry without keys covers
 * all cookies except WAF's own `aws-waf-token`.
 * https://docs.aws.amazon.com/waf/latest/developerguide/data-protection-masking.html
 *
 * @param headers names in lower case
 */
export function dataProtection(headers: readonly string[]): Wafv2WebAclDataProtectionConfigDataProtection[] {
  return [
    { action: "SUBSTITUTION", field: { fieldType: "SINGLE_HEADER", fieldKeys: headers.flatMap(spellings) } },
    { action: "SUBSTITUTION", field: { fieldType: "SINGLE_COOKIE" } },
  ];
}

/**
 * Both spellings of a header: clients of HTTP/1.1 capitalize headers, those of HTTP/2 do not. AWS documents that keys
 * match in any case, but a user of data protection found that they do not, and a second spelling does no harm.
 * https://docs.aws.amazon.com/waf/latest/developerguide/data-protection-examples.html
 */
function spellings(header: string): string[] {
  return [header, header.replace(/(^|-)[a-z]/g, (letters) => letters.toUpperCase())];
}
