import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const production = stacks["lp-production-edge"]!;
const distribution = only(production, "aws_cloudfront_distribution");

/** Cache policy of a name. */
function policy(name: string): Json {
  return Object.values<Json>(production.resource.aws_cloudfront_cache_policy).find((one) => one.name === name);
}

test("serves the assets of their bucket under a name of the delegated zone", () => {
  expect(distribution).toMatchObject({
    aliases: ["assets.aws.lp-system.com"],
    default_root_object: "index.html",
    is_ipv6_enabled: true,
    origin: [
      {
        domain_name: expect.stringContaining("assetsbucket_regional_domain_name"),
        origin_access_control_id: expect.stringContaining("aws_cloudfront_origin_access_control"),
      },
    ],
    restrictions: { geo_restriction: { restriction_type: "none" } },
  });
});

test("writes nothing to the bucket, whatever a viewer asks", () => {
  const behaviors = [distribution.default_cache_behavior, ...distribution.ordered_cache_behavior];

  expect(behaviors.map(({ allowed_methods }) => allowed_methods)).toEqual([
    ["GET", "HEAD", "OPTIONS"],
    ["GET", "HEAD", "OPTIONS"],
  ]);
});

test("keeps a day, an answer for each site that asks", () => {
  expect(distribution.default_cache_behavior.cache_policy_id).toContain("assets-policy");
  expect(policy("lp-assets")).toMatchObject({
    min_ttl: 0,
    default_ttl: 86_400,
    max_ttl: 31_536_000,
    parameters_in_cache_key_and_forwarded_to_origin: {
      query_strings_config: { query_string_behavior: "none" },
      cookies_config: { cookie_behavior: "none" },
      headers_config: {
        headers: { items: ["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"] },
      },
    },
  });
});

test("keeps images a month, one for each kind of device and query", () => {
  expect(distribution.ordered_cache_behavior).toMatchObject([
    { path_pattern: "/images/*", cache_policy_id: expect.stringContaining("images-policy"), compress: true },
  ]);
  expect(policy("lp-images")).toMatchObject({
    default_ttl: 2_592_000,
    parameters_in_cache_key_and_forwarded_to_origin: {
      query_strings_config: { query_string_behavior: "all" },
      headers_config: {
        headers: {
          items: [
            "CloudFront-Is-Mobile-Viewer",
            "CloudFront-Is-Tablet-Viewer",
            "CloudFront-Is-Desktop-Viewer",
            "CloudFront-Is-SmartTV-Viewer",
          ],
        },
      },
    },
  });
});

test("lets pages of the application read the assets", () => {
  const headers = only(production, "aws_cloudfront_response_headers_policy");

  expect(JSON.stringify(headers.cors_config)).toContain("https://app.lp-system.com");
});

test("stands behind a web ACL, in production alone", () => {
  expect(distribution.web_acl_id).toBe("${aws_wafv2_web_acl.web-acl.arn}");
  expect(only(production, "aws_wafv2_web_acl")).toMatchObject({ name: "lp-assets", scope: "CLOUDFRONT" });
  expect(stacks["lp-development-edge"]!.resource.aws_wafv2_web_acl).toBeUndefined();
});
