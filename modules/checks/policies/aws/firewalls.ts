/** AWS WAF. */
import type { Json } from "../../json";
import { list, nested, valuesAt } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

const REDACTED_HEADERS = ["authorization", "cookie"];

/** A limit on the address in a header, which WAF skips for requests without the header. */
const FORWARDED = {
  aggregate_key_type: "FORWARDED_IP",
  forwarded_ip_config: { header_name: "X-Forwarded-For", fallback_behavior: "NO_MATCH" },
};

export const firewalls: readonly Rule[] = [
  {
    id: "aws-waf-known-bad-inputs",
    name: "web ACLs block known bad inputs",
    type: "aws_wafv2_web_acl",
    severity: "medium",
    topic: "vulnerabilities",
    holds: ({ block }) =>
      valuesAt(block, "rule.statement.managed_rule_group_statement.name").includes(
        "AWSManagedRulesKnownBadInputsRuleSet",
      ),
    fix: "add the managed rule group AWSManagedRulesKnownBadInputsRuleSet, which stops Log4Shell",
    broken: { rule: [] },
    mended: {
      rule: [{ statement: { managed_rule_group_statement: { name: "AWSManagedRulesKnownBadInputsRuleSet" } } }],
    },
    page: "https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html",
  },
  {
    id: "aws-waf-blocks",
    name: "rules of web ACLs block requests",
    type: "aws_wafv2_web_acl",
    severity: "medium",
    topic: "network",
    holds: ({ block }) =>
      list(block.rule).every((rule) => !!nested(rule.action).block || !!nested(rule.override_action).none),
    fix: "set action.block, or override_action.none for a group; count only reports requests",
    broken: { rule: [{ override_action: { count: {} } }] },
    mended: { rule: [{ override_action: { none: {} } }, { action: { block: { custom_response: {} } } }] },
    page: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rule-actions.html",
  },
  {
    id: "aws-waf-metrics",
    name: "web ACLs publish metrics of every rule",
    type: "aws_wafv2_web_acl",
    severity: "low",
    topic: "monitoring",
    holds: ({ block }) =>
      list(block.rule).every((rule) => nested(rule.visibility_config).cloudwatch_metrics_enabled === true),
    fix: "set visibility_config.cloudwatch_metrics_enabled of every rule",
    broken: { rule: [{ visibility_config: { cloudwatch_metrics_enabled: false } }] },
    mended: { rule: [{ visibility_config: { cloudwatch_metrics_enabled: true } }] },
    page: "https://docs.aws.amazon.com/waf/latest/developerguide/monitoring-cloudwatch.html",
  },
  {
    id: "aws-waf-logs",
    name: "web ACLs log requests without credentials",
    type: "aws_wafv2_web_acl",
    severity: "medium",
    topic: "logging",
    holds: (acl, all) =>
      all
        .companions(acl, "aws_wafv2_web_acl_logging_configuration")
        .some(({ block }) =>
          REDACTED_HEADERS.every((header) => valuesAt(block, "redacted_fields.single_header.name").includes(header)),
        ),
    fix: `add an aws_wafv2_web_acl_logging_configuration with redacted_fields for ${REDACTED_HEADERS.join(" and ")}`,
    broken: { name: "silent" },
    mended: { name: "shop" },
    beside: {
      aws_wafv2_web_acl_logging_configuration: {
        it: {
          resource_arn: "${aws_wafv2_web_acl.it.arn}",
          redacted_fields: REDACTED_HEADERS.map((name) => ({ single_header: { name } })),
        },
      },
    },
    page: "https://docs.aws.amazon.com/waf/latest/developerguide/logging.html",
  },
  {
    id: "aws-waf-samples",
    name: "web ACLs show sampled requests without credentials",
    type: "aws_wafv2_web_acl",
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) => !samples(block) || REDACTED_HEADERS.every((header) => isProtected(block, header)),
    fix: `set data_protection_config for ${REDACTED_HEADERS.join(" and ")}, in each spelling that clients use, or sampled_requests_enabled to false everywhere; redacted_fields covers the logs alone`,
    broken: { visibility_config: { sampled_requests_enabled: true } },
    mended: {
      visibility_config: { sampled_requests_enabled: true },
      data_protection_config: {
        data_protection: [
          { action: "SUBSTITUTION", field: { field_type: "SINGLE_HEADER", field_keys: REDACTED_HEADERS } },
        ],
      },
    },
    page: "https://docs.aws.amazon.com/waf/latest/developerguide/data-protection-masking.html",
  },
  {
    id: "aws-waf-missing-header",
    name: "web ACLs apply to requests without the header of the client's address",
    type: "aws_wafv2_web_acl",
    severity: "high",
    topic: "network",
    holds: limitsWithoutHeader,
    fix: "add the same rule without forwarded_ip_config for requests that lack the header, which WAF skips otherwise",
    broken: { rule: [{ statement: { rate_based_statement: FORWARDED } }] },
    mended: {
      rule: [
        { statement: { rate_based_statement: FORWARDED } },
        { statement: { rate_based_statement: { aggregate_key_type: "IP" } } },
      ],
    },
    page: "https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html",
  },
];

/** Whether WAF shows some requests of the web ACL, or of one of its rules, in its console. */
function samples({ rule, visibility_config }: Json): boolean {
  return [visibility_config, ...list(rule).map((one) => one.visibility_config)].some(
    (config) => nested(config).sampled_requests_enabled === true,
  );
}

/** Whether the web ACL replaces the header wherever it shows a request. Without keys, a protection covers every header. */
function isProtected({ data_protection_config }: Json, header: string): boolean {
  return list(nested(data_protection_config).data_protection)
    .map(({ field }) => nested(field))
    .some(
      ({ field_type, field_keys }) =>
        field_type === "SINGLE_HEADER" &&
        (list(field_keys).length === 0 || list(field_keys).some((key) => String(key).toLowerCase() === header)),
    );
}

/** Kinds of statements that can read the client's address from a header. */
const ADDRESS_STATEMENTS = ["rate_based_statement", "geo_match_statement"];

/** Whether each kind of rule that skips requests without a header has a twin that reads the connection's address. */
function limitsWithoutHeader({ block }: Resource): boolean {
  const statements = list(block.rule).flatMap(({ statement }) => statementsIn(statement));
  const around = statements.some(({ ip_set_reference_statement }) => ip_set_reference_statement);
  return (
    around ||
    ADDRESS_STATEMENTS.every((kind) => {
      const same = statements.flatMap((statement) => list(statement[kind]));
      const skips = ({ forwarded_ip_config }: Json) => nested(forwarded_ip_config).fallback_behavior === "NO_MATCH";
      return !same.some(skips) || same.some(({ forwarded_ip_config }) => !forwarded_ip_config);
    })
  );
}

/** The objects at any depth of a statement that may hold statements. */
function statementsIn(value: Json): Json[] {
  return value && typeof value === "object" ? [value, ...Object.values<Json>(value).flatMap(statementsIn)] : [];
}
