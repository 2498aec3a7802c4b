/** CloudFront and AWS WAF. */
import type { Json } from "../../json";
import { list, nested, parsedJson, valuesAt } from "../../model/values";
import type { Resource, Rule } from "../rule";

const YEAR_SECONDS = 31_536_000;

function behaviorsOf({ block }: Resource): Json[] {
  return [...list(block.default_cache_behavior), ...list(block.ordered_cache_behavior)];
}

const customOrigins = ({ block }: Resource) =>
  list(block.origin).flatMap(({ custom_origin_config }) => list(custom_origin_config));

/** Whether the default behavior serves a bucket. */
function servesBucket({ block }: Resource): boolean {
  const target = nested(block.default_cache_behavior).target_origin_id;
  return list(block.origin).some((origin) => origin.origin_id === target && !origin.custom_origin_config);
}

const cdn: readonly Rule[] = [
  {
    name: "distributions answer over HTTPS only",
    type: "aws_cloudfront_distribution",
    holds: (distribution) =>
      behaviorsOf(distribution).every(({ viewer_protocol_policy }) =>
        ["https-only", "redirect-to-https"].includes(viewer_protocol_policy),
      ),
    fix: 'set viewer_protocol_policy of every behavior to "redirect-to-https"',
    broken: { default_cache_behavior: { viewer_protocol_policy: "allow-all" } },
  },
  {
    name: "distributions refuse TLS below 1.2",
    type: "aws_cloudfront_distribution",
    holds: ({ block }) => /^TLSv1\.[23]_/.test(nested(block.viewer_certificate).minimum_protocol_version),
    fix: 'set viewer_certificate.minimum_protocol_version to "TLSv1.2_2021"',
    broken: { viewer_certificate: { minimum_protocol_version: "TLSv1" } },
  },
  {
    name: "distributions have a certificate for their own names",
    type: "aws_cloudfront_distribution",
    holds: ({ block }) => !!nested(block.viewer_certificate).acm_certificate_arn,
    fix: "set viewer_certificate.acm_certificate_arn; with CloudFront's certificate TLS 1.0 stays on",
    broken: { viewer_certificate: { cloudfront_default_certificate: true } },
  },
  {
    name: "distributions connect to servers over TLS 1.2",
    type: "aws_cloudfront_distribution",
    holds: (distribution) =>
      customOrigins(distribution).every(
        ({ origin_protocol_policy, origin_ssl_protocols }) =>
          origin_protocol_policy === "https-only" && list(origin_ssl_protocols).join() === "TLSv1.2",
      ),
    fix: 'set origin_protocol_policy to "https-only" and origin_ssl_protocols to ["TLSv1.2"]',
    broken: { origin: [{ custom_origin_config: { origin_protocol_policy: "http-only" } }] },
  },
  {
    name: "distributions sign requests to buckets",
    type: "aws_cloudfront_distribution",
    holds: ({ block }) =>
      list(block.origin).every((origin) => !!origin.custom_origin_config || !!origin.origin_access_control_id),
    fix: "set origin_access_control_id of the origin",
    broken: { origin: [{ domain_name: "assets.s3.us-east-1.amazonaws.com" }] },
  },
  {
    name: "distributions send security headers",
    type: "aws_cloudfront_distribution",
    holds: (distribution) =>
      behaviorsOf(distribution).every(({ response_headers_policy_id }) => !!response_headers_policy_id),
    fix: "set response_headers_policy_id of every behavior",
    broken: { default_cache_behavior: {} },
  },
  {
    name: "security headers keep browsers on HTTPS for a year",
    type: "aws_cloudfront_response_headers_policy",
    holds: ({ block }) => {
      const transport = nested(nested(block.security_headers_config).strict_transport_security);
      return transport.access_control_max_age_sec >= YEAR_SECONDS && transport.override === true;
    },
    fix: `set strict_transport_security with access_control_max_age_sec ${YEAR_SECONDS} and override`,
    broken: { security_headers_config: { strict_transport_security: { access_control_max_age_sec: 300 } } },
  },
  {
    name: "distributions log requests",
    type: "aws_cloudfront_distribution",
    holds: (distribution, all) => all.companions(distribution, "aws_cloudwatch_log_delivery_source").length > 0,
    fix: "add an aws_cloudwatch_log_delivery_source, such as the module DistributionLogs",
    broken: { comment: "silent" },
  },
  {
    name: "distributions of a bucket have a root object",
    type: "aws_cloudfront_distribution",
    holds: (distribution) => !servesBucket(distribution) || !!distribution.block.default_root_object,
    fix: "set default_root_object; S3 lists the bucket or refuses without it",
    broken: { origin: [{ origin_id: "bucket" }], default_cache_behavior: { target_origin_id: "bucket" } },
  },
  {
    name: "distributions have a web ACL",
    type: "aws_cloudfront_distribution",
    protectedOnly: true,
    holds: ({ block }) => !!block.web_acl_id,
    fix: "set web_acl_id to the ARN of a web ACL with the scope CLOUDFRONT",
    broken: { comment: "open" },
  },
  {
    name: "buckets answer distributions of the account only",
    type: "aws_s3_bucket_policy",
    holds: ({ block }) =>
      list(parsedJson(block.policy)?.Statement)
        .filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com")
        .every(({ Condition }) =>
          /arn:aws[\w-]*:cloudfront::\d{12}:distribution\//.test(JSON.stringify(Condition ?? {})),
        ),
    fix: "add a condition on AWS:SourceArn to the statement for cloudfront.amazonaws.com",
    broken: {
      policy: '{"Statement":[{"Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject"}]}',
    },
  },
];

const REDACTED_HEADERS = ["authorization", "cookie"];

const firewalls: readonly Rule[] = [
  {
    name: "web ACLs block known bad inputs",
    type: "aws_wafv2_web_acl",
    holds: ({ block }) =>
      valuesAt(block, "rule.statement.managed_rule_group_statement.name").includes(
        "AWSManagedRulesKnownBadInputsRuleSet",
      ),
    fix: "add the managed rule group AWSManagedRulesKnownBadInputsRuleSet, which stops Log4Shell",
    broken: { rule: [] },
  },
  {
    name: "web ACLs block with every rule",
    type: "aws_wafv2_web_acl",
    holds: ({ block }) =>
      list(block.rule).every((rule) => !!nested(rule.action).block || !!nested(rule.override_action).none),
    fix: "set action.block, or override_action.none for a group; count only reports",
    broken: { rule: [{ override_action: { count: {} } }] },
  },
  {
    name: "web ACLs measure every rule",
    type: "aws_wafv2_web_acl",
    holds: ({ block }) =>
      list(block.rule).every((rule) => nested(rule.visibility_config).cloudwatch_metrics_enabled === true),
    fix: "set visibility_config.cloudwatch_metrics_enabled of every rule",
    broken: { rule: [{ visibility_config: { cloudwatch_metrics_enabled: false } }] },
  },
  {
    name: "web ACLs log requests without credentials",
    type: "aws_wafv2_web_acl",
    holds: (acl, all) =>
      all
        .companions(acl, "aws_wafv2_web_acl_logging_configuration")
        .some(({ block }) =>
          REDACTED_HEADERS.every((header) => valuesAt(block, "redacted_fields.single_header.name").includes(header)),
        ),
    fix: `add an aws_wafv2_web_acl_logging_configuration with redacted_fields for ${REDACTED_HEADERS.join(" and ")}`,
    broken: { name: "silent" },
  },
  {
    name: "web ACLs apply to requests without the header of the client's address",
    type: "aws_wafv2_web_acl",
    holds: limitsWithoutHeader,
    fix: "add the same rule without forwarded_ip_config for requests that lack the header, which WAF skips otherwise",
    broken: {
      rule: [
        {
          statement: {
            rate_based_statement: {
              aggregate_key_type: "FORWARDED_IP",
              forwarded_ip_config: { header_name: "X-Forwarded-For", fallback_behavior: "NO_MATCH" },
            },
          },
        },
      ],
    },
  },
];

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

export const edge: readonly Rule[] = [...cdn, ...firewalls];
