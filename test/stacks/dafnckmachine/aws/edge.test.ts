import type { Json } from "@modules/checks/json";
import { CLOUDFLARE_IPV4, CLOUDFLARE_IPV6 } from "@modules/cloudflare/addresses";
import { only, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/dafnckmachine/development";
import { production } from "../../../../environments/dafnckmachine/production";
import { staging } from "../../../../environments/dafnckmachine/staging";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-edge"]!;
const { assets, api, app } = stack.resource.aws_cloudfront_distribution;
const { zone } = production.cloudflare!;

/** Ids of CloudFront's managed policies. */
const DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const ALL_BUT_HOST = "b689b0a8-53d0-40ab-baf2-68738e2966ac";

test("serves the assets from their bucket, cached, in the cheapest price class", () => {
  expect(assets).toMatchObject({
    aliases: [`assets.${zone}`],
    price_class: "PriceClass_100",
    default_root_object: "index.html",
    origin: [
      {
        origin_id: "S3-static-assets",
        domain_name: expect.stringMatching(/static-assets\w*bucket_regional_domain_name/),
        origin_path: "/assets",
        origin_access_control_id: expect.stringContaining("aws_cloudfront_origin_access_control"),
      },
    ],
    default_cache_behavior: { target_origin_id: "S3-static-assets", cache_policy_id: OPTIMIZED },
  });
});

test("lets CloudFront read the served prefix of the bucket only", () => {
  const { aws_s3_bucket_policy } = stacks["dafnckmachine-production-data"]!.resource;
  const granted = Object.values<Json>(aws_s3_bucket_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com");

  expect(granted).toMatchObject([
    { Action: "s3:GetObject", Resource: "arn:aws:s3:::dafnckmachine-static-assets/assets/*" },
  ]);
});

test("caches no response of the API and forwards every method and header", () => {
  const uncached = {
    target_origin_id: "API-origin",
    cache_policy_id: DISABLED,
    origin_request_policy_id: ALL_BUT_HOST,
    allowed_methods: expect.arrayContaining(["DELETE", "PATCH", "POST", "PUT"]),
  };

  expect(api).toMatchObject({
    aliases: [`api.${zone}`],
    default_cache_behavior: { ...uncached, viewer_protocol_policy: "https-only" },
  });
  expect(app.ordered_cache_behavior).toContainEqual(expect.objectContaining({ ...uncached, path_pattern: "/api/*" }));
});

test("serves the application from every edge location and caches only its static files", () => {
  expect(app).toMatchObject({
    aliases: [`app.${zone}`],
    price_class: "PriceClass_All",
    default_cache_behavior: { target_origin_id: "app-origin", cache_policy_id: DISABLED },
  });
  expect(app.ordered_cache_behavior).toContainEqual(
    expect.objectContaining({ path_pattern: "/static/*", target_origin_id: "app-origin", cache_policy_id: OPTIMIZED }),
  );
});

test("connects to the load balancer by names that its certificate covers", () => {
  const asked = [api, app].flatMap(({ origin }) => origin.map((one: Json) => one.domain_name));
  const { subject_alternative_names } = only(stacks["dafnckmachine-production-load-balancing"]!, "aws_acm_certificate");

  expect(new Set(asked)).toEqual(new Set(["origin-api", "origin-app"].map((label) => `${label}.${production.domain}`)));
  expect(subject_alternative_names).toEqual(expect.arrayContaining(asked));
});

test("shares no name with the load balancer's certificate, whose validation records it would claim", () => {
  const names = ["edge", "load-balancing"].flatMap((stack) => {
    const certificate = only(stacks[`dafnckmachine-production-${stack}`]!, "aws_acm_certificate");
    return [certificate.domain_name, ...certificate.subject_alternative_names];
  });

  expect(new Set(names).size).toBe(names.length);
});

test("points the public names at the distributions over IPv4 and IPv6 without Cloudflare", () => {
  const records = Object.values<Json>(stacks["dafnckmachine-staging-edge"]!.resource.aws_route53_record).filter(
    ({ alias }) => alias,
  );

  expect(records.map(({ name, type }) => `${type} ${name}`).sort()).toEqual(
    ["A", "AAAA"].flatMap((type) => ["api", "app", "assets"].map((label) => `${type} ${label}.${staging.domain}`)),
  );
  for (const { alias } of records) {
    expect(alias.name).toContain("aws_cloudfront_distribution");
  }
});

test("validates the public names in Cloudflare's zone, and adds no record in Route 53", () => {
  const proofs = Object.values<Json>(stack.resource.cloudflare_dns_record);

  expect(only(stack, "aws_acm_certificate")).toMatchObject({
    domain_name: `app.${zone}`,
    subject_alternative_names: [`api.${zone}`, `assets.${zone}`],
  });
  expect(proofs.map(({ name }) => /"([^"*]+)"\]\[0\]/.exec(name)?.[1])).toEqual(
    ["app", "api", "assets"].map((label) => `${label}.${zone}`),
  );
  for (const { zone_id, proxied, name, content } of proofs) {
    // Cloudflare removes a trailing dot, so every plan would add it again.
    expect([name, content]).toEqual(Array(2).fill(expect.stringMatching(/^\$\{trimsuffix\(.*, "\."\)\}$/)));
    expect([zone_id, proxied]).toEqual([expect.stringContaining("dafnckmachine-production-cloudflare-zone"), false]);
  }
  expect(only(stack, "aws_acm_certificate_validation").validation_record_fqdns).toEqual(
    Object.keys(stack.resource.cloudflare_dns_record).map((id) => `\${cloudflare_dns_record.${id}.name}`),
  );
  expect(stack.resource.aws_route53_record).toBeUndefined();
});

test("blocks requests that do not come from Cloudflare's addresses", () => {
  const sets = Object.values<Json>(stack.resource.aws_wafv2_ip_set);
  const [around] = only(stack, "aws_wafv2_web_acl").rule;

  expect(sets.map(({ ip_address_version, scope }) => [ip_address_version, scope])).toEqual([
    ["IPV4", "CLOUDFRONT"],
    ["IPV6", "CLOUDFRONT"],
  ]);
  expect(sets.flatMap(({ addresses }) => addresses)).toEqual([...CLOUDFLARE_IPV4, ...CLOUDFLARE_IPV6]);
  expect(around).toMatchObject({ name: "AroundProxy", priority: 0, action: { block: {} } });
});

test("rate-limits by CF-Connecting-IP, which only Cloudflare can set", () => {
  const { rule } = only(stack, "aws_wafv2_web_acl");

  expect(rule[1].statement.rate_based_statement).toMatchObject({
    limit: 2000,
    aggregate_key_type: "FORWARDED_IP",
    forwarded_ip_config: { header_name: "CF-Connecting-IP" },
  });
});

test("puts the rate limit before the managed rules in the web ACL", () => {
  const acl = only(stack, "aws_wafv2_web_acl");

  expect(acl).toMatchObject({ name: "DafnckMachineWAF", scope: "CLOUDFRONT" });
  expect(acl.rule.map(({ priority, name }: Json) => `${priority} ${name}`)).toEqual([
    "0 AroundProxy",
    "1 RateLimitRule",
    "2 CommonRuleSet",
    "3 KnownBadInputs",
    "4 SQLInjectionRule",
  ]);
  for (const { web_acl_id } of [assets, api, app]) {
    expect(web_acl_id).toBe("${aws_wafv2_web_acl.web-acl.arn}");
  }
});

test("has no web ACL where the environment has none", () => {
  const { resource } = stacks["dafnckmachine-development-edge"]!;

  expect(resource.aws_wafv2_web_acl).toBeUndefined();
  expect(resource.aws_cloudfront_distribution.app).toMatchObject({ aliases: [`app.${development.domain}`] });
  expect(resource.aws_cloudfront_distribution.app.web_acl_id).toBeUndefined();
});
