import type { Json } from "../json";
import { block, list } from "../model/values";
import type { Rule } from "./rule";

function behaviors(distribution: Json): Json[] {
  return [...list(distribution.default_cache_behavior), ...list(distribution.ordered_cache_behavior)];
}

function fromBucket(distribution: Json): boolean {
  const target = block(distribution.default_cache_behavior)?.target_origin_id;
  return list(distribution.origin).some((origin) => origin.origin_id === target && !origin.custom_origin_config);
}

/** Names of the groups of AWS's rules that an ACL asks. */
function groups(acl: Json): string[] {
  return list(acl.rule).map(({ statement }) => statement.managed_rule_group_statement?.name);
}

export const edge: Rule[] = [
  {
    name: "distributions answer over HTTPS only",
    type: "aws_cloudfront_distribution",
    holds: ({ block }) =>
      behaviors(block).every(({ viewer_protocol_policy }) =>
        ["https-only", "redirect-to-https"].includes(viewer_protocol_policy),
      ),
    broken: { default_cache_behavior: { viewer_protocol_policy: "allow-all" } },
  },
  {
    name: "distributions speak TLS 1.2 and newer under a certificate of their own",
    type: "aws_cloudfront_distribution",
    holds: ({ block: distribution }) => {
      const certificate = block(distribution.viewer_certificate);
      return certificate?.minimum_protocol_version === "TLSv1.2_2021" && !!certificate.acm_certificate_arn;
    },
    broken: { viewer_certificate: { cloudfront_default_certificate: true } },
  },
  {
    name: "distributions ask servers over TLS 1.2 and buckets with a signature",
    type: "aws_cloudfront_distribution",
    holds: ({ block: distribution }) =>
      list(distribution.origin).every((origin) => {
        const server = block(origin.custom_origin_config);
        return server
          ? server.origin_protocol_policy === "https-only" && list(server.origin_ssl_protocols).join() === "TLSv1.2"
          : !!origin.origin_access_control_id;
      }),
    broken: { origin: [{ domain_name: "assets.s3.us-east-1.amazonaws.com" }] },
  },
  {
    name: "distributions send security headers",
    type: "aws_cloudfront_distribution",
    holds: ({ block }) => behaviors(block).every((behavior) => !!behavior.response_headers_policy_id),
    broken: { default_cache_behavior: {} },
  },
  {
    name: "security headers keep browsers on HTTPS for a year",
    type: "aws_cloudfront_response_headers_policy",
    holds: ({ block: policy }) => {
      const transport = block(block(policy.security_headers_config)?.strict_transport_security);
      return transport?.access_control_max_age_sec >= 31_536_000 && transport.override === true;
    },
    broken: { security_headers_config: { strict_transport_security: { access_control_max_age_sec: 300 } } },
  },
  {
    name: "distributions record requests",
    type: "aws_cloudfront_distribution",
    holds: (distribution, all) => all.companions(distribution, "aws_cloudwatch_log_delivery_source").length > 0,
    broken: { comment: "silent" },
  },
  {
    name: "distributions of a bucket say what the root is",
    type: "aws_cloudfront_distribution",
    holds: ({ block }) => !fromBucket(block) || !!block.default_root_object,
    broken: { origin: [{ origin_id: "bucket" }], default_cache_behavior: { target_origin_id: "bucket" } },
  },
  {
    name: "distributions stand behind a web ACL",
    type: "aws_cloudfront_distribution",
    protectedOnly: true,
    holds: ({ block }) => !!block.web_acl_id,
    broken: { comment: "open" },
  },
  {
    name: "public load balancers stand behind a web ACL",
    type: "aws_lb",
    protectedOnly: true,
    holds: (balancer, all) =>
      balancer.block.load_balancer_type !== "application" ||
      balancer.block.internal === true ||
      all.companions(balancer, "aws_wafv2_web_acl_association").length > 0,
    broken: { load_balancer_type: "application" },
  },
  {
    name: "web ACLs refuse known bad inputs, Log4j's among them",
    type: "aws_wafv2_web_acl",
    holds: ({ block }) => groups(block).includes("AWSManagedRulesKnownBadInputsRuleSet"),
    broken: { rule: [] },
  },
  {
    name: "web ACLs act by each of their rules, and measure it",
    type: "aws_wafv2_web_acl",
    holds: ({ block: acl }) =>
      list(acl.rule).every(
        (rule) =>
          (block(rule.action)?.block || block(rule.override_action)?.none) &&
          block(rule.visibility_config)?.cloudwatch_metrics_enabled === true,
      ),
    broken: { rule: [{ override_action: { count: {} }, visibility_config: { cloudwatch_metrics_enabled: true } }] },
  },
  {
    name: "web ACLs record what they stop, without credentials",
    type: "aws_wafv2_web_acl",
    holds: (acl, all) =>
      all
        .companions(acl, "aws_wafv2_web_acl_logging_configuration")
        .some(({ block: logging }) =>
          ["authorization", "cookie"].every((header) =>
            list(logging.redacted_fields).some((field) => block(field.single_header)?.name === header),
          ),
        ),
    broken: { name: "silent" },
  },
  {
    name: "buckets answer distributions of the account alone",
    type: "aws_s3_bucket_policy",
    holds: ({ block }) =>
      list(JSON.parse(block.policy).Statement)
        .filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com")
        .every(({ Condition }) => /arn:aws:cloudfront::\d{12}:distribution\//.test(JSON.stringify(Condition ?? {}))),
    broken: {
      policy: '{"Statement":[{"Principal":{"Service":"cloudfront.amazonaws.com"},"Action":"s3:GetObject"}]}',
    },
  },
];
