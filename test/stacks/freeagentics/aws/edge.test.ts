import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { stacks } from "../../../support/stacks";

const stack = stacks["freeagentics-production-edge"]!;
const distribution = only(stack, "aws_cloudfront_distribution");

test("has the load balancer's name as one origin and the bucket, with origin access control, as the other", () => {
  const [api, bucket] = distribution.origin;

  expect(api).toMatchObject({
    origin_id: "APIOrigin",
    domain_name: `origin.${production.domain}`,
    // CloudFront has no client certificate, which port 443 requires.
    custom_origin_config: { origin_protocol_policy: "https-only", https_port: 8443 },
  });
  expect(bucket).toMatchObject({ origin_id: "S3Origin", origin_access_control_id: expect.anything() });
});

test("connects to the load balancer on port 443 without Cloudflare", () => {
  const [api] = only(stacks["freeagentics-development-edge"]!, "aws_cloudfront_distribution").origin;

  expect(api.custom_origin_config.https_port).toBe(443);
});

test("caches no response of the API and forwards all methods", () => {
  expect(distribution.default_cache_behavior).toMatchObject({
    target_origin_id: "APIOrigin",
    cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    cached_methods: ["GET", "HEAD", "OPTIONS"],
  });
  expect(distribution.default_cache_behavior.allowed_methods).toHaveLength(7);
});

test("serves static files by GET and HEAD only, and web sockets with the viewer's Host header", () => {
  expect(distribution.ordered_cache_behavior).toMatchObject([
    { path_pattern: "/static/*", target_origin_id: "S3Origin", allowed_methods: ["GET", "HEAD"] },
    {
      path_pattern: "/ws/*",
      target_origin_id: "APIOrigin",
      origin_request_policy_id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    },
  ]);
});

test("sends Strict-Transport-Security of two years and forbids framing", () => {
  expect(only(stack, "aws_cloudfront_response_headers_policy").security_headers_config).toMatchObject({
    strict_transport_security: { access_control_max_age_sec: 63_072_000, include_subdomains: true },
    frame_options: { frame_option: "DENY" },
  });
});

test("has a web ACL only where the environment has web ACLs", () => {
  expect(distribution.web_acl_id).toMatch(/aws_wafv2_web_acl/);
  expect(only(stacks["freeagentics-development-edge"]!, "aws_cloudfront_distribution").web_acl_id).toBeUndefined();
});

test("reuses the load balancer's certificate, so that no second stack claims its validation records", () => {
  const { resource, data } = stacks["freeagentics-production-edge"]!;

  expect(resource.aws_acm_certificate).toBeUndefined();
  expect(Object.keys(data.terraform_remote_state).join()).toContain("freeagentics-production-load-balancing");
});
