import type { Json } from "@modules/checks/json";
import { only, resources, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/phoenix-rooivalk/development";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const edge = stacks["phoenix-rooivalk-production-edge"]!;
const distribution = only(edge, "aws_cloudfront_distribution");

/** Id of CloudFront's managed policy CachingDisabled. */
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";

test("serves the domain from all edge locations over IPv4 and IPv6", () => {
  const records = resources(edge, "aws_route53_record").filter(({ alias }) => alias);

  expect(distribution).toMatchObject({ aliases: [production.domain], price_class: "PriceClass_All" });
  expect(records.map(({ type, name }) => [type, name])).toEqual([
    ["A", production.domain],
    ["AAAA", production.domain],
  ]);
});

test("has an Origin Shield in the primary region for its origins there", () => {
  const { region } = production.account;

  expect(distribution.origin.map(({ origin_id, origin_shield }: Json) => [origin_id, origin_shield])).toEqual([
    ["load-balancer", { enabled: true, origin_shield_region: region }],
    ["static-assets", { enabled: true, origin_shield_region: region }],
    ["static-assets-copy", undefined],
  ]);
});

test("reads static assets from their copy in the recovery region while the bucket does not answer", () => {
  const copies = stacks[`phoenix-rooivalk-production-copies-${production.recovery!.region}`]!;
  const allowed = Object.values<Json>(copies.resource.aws_s3_bucket_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com");
  const keys = resources(copies, "aws_kms_key").flatMap(({ policy }) => statements(policy));

  expect(distribution.origin_group).toEqual([
    {
      origin_id: "static-assets-failover",
      failover_criteria: { status_codes: [500, 502, 503, 504] },
      member: [{ origin_id: "static-assets" }, { origin_id: "static-assets-copy" }],
    },
  ]);
  expect(allowed).toMatchObject([
    { Action: "s3:GetObject", Resource: `arn:aws:s3:::phoenix-static-assets-${production.recovery!.region}/static/*` },
  ]);
  expect(keys).toContainEqual(
    expect.objectContaining({ Action: "kms:Decrypt", Principal: { Service: "cloudfront.amazonaws.com" } }),
  );
});

test("connects to the load balancer by a name that fails over and that its certificate contains", () => {
  const { domain_name: name, custom_origin_config: origin } = distribution.origin.find(
    ({ custom_origin_config }: Json) => custom_origin_config,
  );
  const records = resources(stacks["phoenix-rooivalk-production-records"]!, "aws_route53_record");

  expect(origin.https_port).toBe(8443);
  expect(name).toBe(only(stacks["phoenix-rooivalk-production-load-balancing"]!, "aws_acm_certificate").domain_name);
  expect(records).toContainEqual(expect.objectContaining({ name }));
});

test("passes all requests but those below /static to the load balancer, uncached", () => {
  expect(distribution.default_cache_behavior).toMatchObject({
    target_origin_id: "load-balancer",
    cache_policy_id: CACHING_DISABLED,
    allowed_methods: expect.arrayContaining(["POST", "DELETE"]),
  });
});

test("caches and compresses static assets for the environment's time", () => {
  expect(distribution.ordered_cache_behavior).toMatchObject([
    { path_pattern: "/static/*", target_origin_id: "static-assets-failover", compress: true },
  ]);
  expect(only(edge, "aws_cloudfront_cache_policy")).toMatchObject({
    default_ttl: production.cdn.staticTtlSeconds,
    parameters_in_cache_key_and_forwarded_to_origin: { enable_accept_encoding_gzip: true },
  });
});

test("lets distributions of the account read the static objects and nothing else", () => {
  const granted = resources(stacks["phoenix-rooivalk-production-data"]!, "aws_s3_bucket_policy")
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com");

  expect(granted).toMatchObject([
    {
      Action: "s3:GetObject",
      Resource: "arn:aws:s3:::phoenix-static-assets/static/*",
      Condition: { ArnLike: { "AWS:SourceArn": `arn:aws:cloudfront::${production.account.id}:distribution/*` } },
    },
  ]);
});

test("has a web ACL where the environment asks for one", () => {
  const { resource } = stacks["phoenix-rooivalk-development-edge"]!;

  expect([production.security.webAcls, development.security.webAcls]).toEqual([true, false]);
  expect(distribution.web_acl_id).toBe("${aws_wafv2_web_acl.web-acl.arn}");
  expect(resource.aws_wafv2_web_acl).toBeUndefined();
  expect(only({ resource }, "aws_cloudfront_distribution").web_acl_id).toBeUndefined();
});
