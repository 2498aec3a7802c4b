import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/lp/development";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const edge = stacks["lp-production-edge"]!;
const distribution = only(edge, "aws_cloudfront_distribution");
const DAY = 24 * 60 * 60;

function cachePolicy(name: string) {
  return resources(edge, "aws_cloudfront_cache_policy").find((policy) => policy.name === name);
}

test("serves the bucket of assets under a name in the environment's zone", () => {
  expect(distribution).toMatchObject({
    aliases: [`assets.${production.domain}`],
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

test("accepts read requests only", () => {
  const behaviors = [distribution.default_cache_behavior, ...distribution.ordered_cache_behavior];

  expect(behaviors.map(({ allowed_methods }) => allowed_methods)).toEqual([
    ["GET", "HEAD", "OPTIONS"],
    ["GET", "HEAD", "OPTIONS"],
  ]);
});

test("caches assets for a day, keyed by the CORS headers of the requesting site", () => {
  expect(distribution.default_cache_behavior.cache_policy_id).toContain("assets-policy");
  expect(cachePolicy("lp-assets")).toMatchObject({
    min_ttl: 0,
    default_ttl: DAY,
    max_ttl: 365 * DAY,
    parameters_in_cache_key_and_forwarded_to_origin: {
      query_strings_config: { query_string_behavior: "none" },
      cookies_config: { cookie_behavior: "none" },
      headers_config: {
        headers: { items: ["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"] },
      },
    },
  });
});

test("caches images for thirty days, keyed by device type and query string", () => {
  expect(distribution.ordered_cache_behavior).toMatchObject([
    { path_pattern: "/images/*", cache_policy_id: expect.stringContaining("images-policy"), compress: true },
  ]);
  expect(cachePolicy("lp-images")).toMatchObject({
    default_ttl: 30 * DAY,
    parameters_in_cache_key_and_forwarded_to_origin: {
      query_strings_config: { query_string_behavior: "all" },
      headers_config: {
        headers: {
          items: ["Mobile", "Tablet", "Desktop", "SmartTV"].map((device) => `CloudFront-Is-${device}-Viewer`),
        },
      },
    },
  });
});

test("allows the environment's origins to read assets", () => {
  const headers = only(edge, "aws_cloudfront_response_headers_policy");

  for (const origin of production.assets.allowedOrigins) {
    expect(JSON.stringify(headers.cors_config)).toContain(origin);
  }
});

test("has a web ACL where the environment asks for one", () => {
  expect([production.security.webAcls, development.security.webAcls]).toEqual([true, false]);
  expect(distribution.web_acl_id).toBe("${aws_wafv2_web_acl.web-acl.arn}");
  expect(only(edge, "aws_wafv2_web_acl")).toMatchObject({ name: "lp-assets", scope: "CLOUDFRONT" });
  expect(stacks["lp-development-edge"]!.resource.aws_wafv2_web_acl).toBeUndefined();
});
