import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { only } from "../../../support/synth";

const production = stacks["freeagentics-production-edge"]!;
const distribution = only(production, "aws_cloudfront_distribution");

test("asks the load balancer by its name and the bucket as itself", () => {
  const [api, bucket] = distribution.origin;

  expect(api).toMatchObject({
    origin_id: "APIOrigin",
    domain_name: "origin.aws.freeagentics.com",
    // Where no certificate is asked for, which CloudFront has not.
    custom_origin_config: { origin_protocol_policy: "https-only", https_port: 8443 },
  });
  expect(bucket).toMatchObject({ origin_id: "S3Origin", origin_access_control_id: expect.anything() });
});

test("asks the load balancer on 443 where Cloudflare does not stand before it", () => {
  const [api] = only(stacks["freeagentics-development-edge"]!, "aws_cloudfront_distribution").origin;

  expect(api.custom_origin_config.https_port).toBe(443);
});

test("keeps no answer of the API and passes all methods", () => {
  expect(distribution.default_cache_behavior).toMatchObject({
    target_origin_id: "APIOrigin",
    cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    cached_methods: ["GET", "HEAD", "OPTIONS"],
  });
  expect(distribution.default_cache_behavior.allowed_methods).toHaveLength(7);
});

test("serves static files by GET alone and web sockets with the viewer's own host", () => {
  expect(distribution.ordered_cache_behavior).toMatchObject([
    { path_pattern: "/static/*", target_origin_id: "S3Origin", allowed_methods: ["GET", "HEAD"] },
    {
      path_pattern: "/ws/*",
      target_origin_id: "APIOrigin",
      origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    },
  ]);
});

test("tells browsers to insist on HTTPS for two years and to frame nothing", () => {
  expect(only(production, "aws_cloudfront_response_headers_policy").security_headers_config).toMatchObject({
    strict_transport_security: { access_control_max_age_sec: 63_072_000, include_subdomains: true },
    frame_options: { frame_option: "DENY" },
  });
});

test("is guarded in production and not in development", () => {
  expect(distribution.web_acl_id).toMatch(/aws_wafv2_web_acl/);
  expect(only(stacks["freeagentics-development-edge"]!, "aws_cloudfront_distribution").web_acl_id).toBeUndefined();
});

test("answers with the load balancer's certificate, whose record no second stack owns", () => {
  const { resource, data } = stacks["freeagentics-production-edge"]!;

  expect(resource.aws_acm_certificate).toBeUndefined();
  expect(Object.keys(data.terraform_remote_state).join()).toContain("freeagentics-production-load-balancing");
});
