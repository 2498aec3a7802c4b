/** CloudFront. */
import type { Json } from "../../json";
import { list, nested, parsedJson } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

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

export const cdn: readonly Rule[] = [
  {
    id: "aws-cloudfront-https",
    name: "distributions answer over HTTPS only",
    type: "aws_cloudfront_distribution",
    severity: "high",
    topic: "encryption in transit",
    holds: (distribution) =>
      behaviorsOf(distribution).every(({ viewer_protocol_policy }) =>
        ["https-only", "redirect-to-https"].includes(viewer_protocol_policy),
      ),
    fix: 'set viewer_protocol_policy of every behavior to "redirect-to-https"',
    broken: { default_cache_behavior: { viewer_protocol_policy: "allow-all" } },
    mended: { default_cache_behavior: { viewer_protocol_policy: "redirect-to-https" } },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html",
  },
  {
    id: "aws-cloudfront-tls",
    name: "distributions refuse TLS below 1.2",
    type: "aws_cloudfront_distribution",
    severity: "high",
    topic: "encryption in transit",
    holds: ({ block }) => /^TLSv1\.[23]_/.test(nested(block.viewer_certificate).minimum_protocol_version),
    fix: 'set viewer_certificate.minimum_protocol_version to "TLSv1.2_2021"',
    broken: { viewer_certificate: { minimum_protocol_version: "TLSv1" } },
    mended: { viewer_certificate: { minimum_protocol_version: "TLSv1.2_2021" } },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  },
  {
    id: "aws-cloudfront-certificate",
    name: "distributions have a certificate for their own names",
    type: "aws_cloudfront_distribution",
    severity: "medium",
    topic: "encryption in transit",
    holds: ({ block }) => !!nested(block.viewer_certificate).acm_certificate_arn,
    fix: "set viewer_certificate.acm_certificate_arn; with CloudFront's certificate TLS 1.0 stays on",
    broken: { viewer_certificate: { cloudfront_default_certificate: true } },
    mended: { viewer_certificate: { acm_certificate_arn: "certificate" } },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  },
  {
    id: "aws-cloudfront-origin-tls",
    name: "distributions connect to servers over TLS 1.2",
    type: "aws_cloudfront_distribution",
    severity: "high",
    topic: "encryption in transit",
    holds: (distribution) =>
      customOrigins(distribution).every(
        ({ origin_protocol_policy, origin_ssl_protocols }) =>
          origin_protocol_policy === "https-only" && list(origin_ssl_protocols).join() === "TLSv1.2",
      ),
    fix: 'set origin_protocol_policy to "https-only" and origin_ssl_protocols to ["TLSv1.2"]',
    broken: { origin: [{ custom_origin_config: { origin_protocol_policy: "http-only" } }] },
    mended: {
      origin: [{ custom_origin_config: { origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] } }],
    },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html",
  },
  {
    id: "aws-cloudfront-origin-access",
    name: "distributions sign requests to buckets",
    type: "aws_cloudfront_distribution",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) =>
      list(block.origin).every((origin) => !!origin.custom_origin_config || !!origin.origin_access_control_id),
    fix: "set origin_access_control_id of the origin",
    broken: { origin: [{ domain_name: "assets.s3.us-east-1.amazonaws.com" }] },
    mended: { origin: [{ origin_access_control_id: "control" }] },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  },
  {
    id: "aws-cloudfront-headers",
    name: "distributions send security headers",
    type: "aws_cloudfront_distribution",
    severity: "medium",
    topic: "configuration",
    holds: (distribution) =>
      behaviorsOf(distribution).every(({ response_headers_policy_id }) => !!response_headers_policy_id),
    fix: "set response_headers_policy_id of every behavior",
    broken: { default_cache_behavior: {} },
    mended: { default_cache_behavior: { response_headers_policy_id: "policy" } },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/adding-response-headers.html",
  },
  {
    id: "aws-cloudfront-hsts",
    name: "security headers keep browsers on HTTPS for a year",
    type: "aws_cloudfront_response_headers_policy",
    severity: "medium",
    topic: "encryption in transit",
    holds: ({ block }) => {
      const transport = nested(nested(block.security_headers_config).strict_transport_security);
      return transport.access_control_max_age_sec >= YEAR_SECONDS && transport.override === true;
    },
    fix: `set strict_transport_security with access_control_max_age_sec ${YEAR_SECONDS} and override`,
    broken: { security_headers_config: { strict_transport_security: { access_control_max_age_sec: 300 } } },
    mended: {
      security_headers_config: {
        strict_transport_security: { access_control_max_age_sec: YEAR_SECONDS, override: true },
      },
    },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
  },
  {
    id: "aws-cloudfront-logs",
    name: "distributions log requests",
    type: "aws_cloudfront_distribution",
    severity: "medium",
    topic: "logging",
    holds: (distribution, all) => all.companions(distribution, "aws_cloudwatch_log_delivery_source").length > 0,
    fix: "add an aws_cloudwatch_log_delivery_source, such as the module DistributionLogs",
    broken: { comment: "silent" },
    mended: { comment: "shop" },
    beside: { aws_cloudwatch_log_delivery_source: { it: { resource_arn: "${aws_cloudfront_distribution.it.arn}" } } },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/AccessLogs.html",
  },
  {
    id: "aws-cloudfront-root-object",
    name: "distributions of a bucket have a root object",
    type: "aws_cloudfront_distribution",
    severity: "low",
    topic: "configuration",
    holds: (distribution) => !servesBucket(distribution) || !!distribution.block.default_root_object,
    fix: "set default_root_object; S3 lists the bucket or refuses without it",
    broken: { origin: [{ origin_id: "bucket" }], default_cache_behavior: { target_origin_id: "bucket" } },
    mended: {
      origin: [{ origin_id: "bucket" }],
      default_cache_behavior: { target_origin_id: "bucket" },
      default_root_object: "index.html",
    },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DefaultRootObject.html",
  },
  {
    id: "aws-cloudfront-web-acl",
    name: "distributions have a web ACL",
    type: "aws_cloudfront_distribution",
    severity: "high",
    topic: "network",
    unprotected: "ignore",
    holds: ({ block }) => !!block.web_acl_id,
    fix: "set web_acl_id to the ARN of a web ACL with the scope CLOUDFRONT",
    broken: { comment: "open" },
    mended: { web_acl_id: "acl" },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-awswaf.html",
  },
  {
    id: "aws-s3-cloudfront-source",
    name: "buckets admit only distributions of the account",
    type: "aws_s3_bucket_policy",
    severity: "high",
    topic: "least privilege",
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
    mended: {
      policy:
        '{"Statement":[{"Principal":{"Service":"cloudfront.amazonaws.com"},"Condition":{"StringEquals":{"AWS:SourceArn":"arn:aws:cloudfront::111122223333:distribution/*"}}}]}',
    },
    page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  },
];
