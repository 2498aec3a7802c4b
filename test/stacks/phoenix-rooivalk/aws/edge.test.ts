import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only, statements } from "../../../support/synth";

const production = stacks["phoenix-rooivalk-production-edge"]!;
const distribution = only(production, "aws_cloudfront_distribution");

test("answers to the domain everywhere, over IPv4 and IPv6", () => {
  expect(distribution).toMatchObject({
    aliases: ["phoenix-rooivalk.example.com"],
    price_class: "PriceClass_All",
    web_acl_id: "${aws_wafv2_web_acl.web-acl.arn}",
  });
  const records = Object.values<Json>(production.resource.aws_route53_record).filter(({ alias }) => alias);
  expect(records.map(({ type, name }) => `${type} ${name}`)).toEqual([
    "A phoenix-rooivalk.example.com",
    "AAAA phoenix-rooivalk.example.com",
  ]);
});

test("asks both origins through one more cache in their region", () => {
  for (const origin of distribution.origin) {
    expect(origin.origin_shield).toEqual({ enabled: true, origin_shield_region: "us-east-1" });
  }
});

test("asks the load balancer by a name that fails over and that its certificate has", () => {
  const asked = distribution.origin.find(({ custom_origin_config }: Json) => custom_origin_config).domain_name;

  expect(asked).toBe(only(stacks["phoenix-rooivalk-production-load-balancing"]!, "aws_acm_certificate").domain_name);
  expect(
    Object.values<Json>(stacks["phoenix-rooivalk-production-records"]!.resource.aws_route53_record),
  ).toContainEqual(expect.objectContaining({ name: asked }));
});

test("keeps static files alone, compressed, as long as the environment says", () => {
  expect(distribution.default_cache_behavior).toMatchObject({
    target_origin_id: "load-balancer",
    cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    allowed_methods: expect.arrayContaining(["POST", "DELETE"]),
  });
  expect(distribution.ordered_cache_behavior).toMatchObject([
    { path_pattern: "/static/*", target_origin_id: "static-assets", compress: true },
  ]);
  expect(only(production, "aws_cloudfront_cache_policy")).toMatchObject({
    default_ttl: 86_400,
    parameters_in_cache_key_and_forwarded_to_origin: { enable_accept_encoding_gzip: true },
  });
});

test("lets distributions of the account read what they serve of the bucket and nothing else", () => {
  const granted = Object.values<Json>(stacks["phoenix-rooivalk-production-data"]!.resource.aws_s3_bucket_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com");

  expect(granted).toMatchObject([
    {
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::phoenix-static-assets/static/*",
      Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:cloudfront::555555555555:distribution/*" } },
    },
  ]);
});

test("does without web ACLs where the environment does", () => {
  const { resource } = stacks["phoenix-rooivalk-development-edge"]!;

  expect(resource.aws_wafv2_web_acl).toBeUndefined();
  expect(Object.values<Json>(resource.aws_cloudfront_distribution)[0]!.web_acl_id).toBeUndefined();
});
