import { setAccount } from "@modules/aws/account";
import { Distribution } from "@modules/aws/cdn/distribution";
import { DistributionLogs } from "@modules/aws/cdn/distribution-logs";
import { Certificate } from "@modules/aws/dns/certificate";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { Key } from "@modules/aws/security/key";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import { WebAcl } from "@modules/aws/waf/web-acl";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { testApp, testStack } from "@modules/testing/synth";
import { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { addDistribution, type Change, distribution, json } from "./fixture";

test("serves its domain names over HTTPS with TLS 1.2 and newer", () => {
  expect(distribution()).toMatchObject({
    aliases: ["www.example.com"],
    default_cache_behavior: { viewer_protocol_policy: "redirect-to-https", compress: true },
    viewer_certificate: {
      acm_certificate_arn: expect.stringContaining("aws_acm_certificate_validation"),
      minimum_protocol_version: "TLSv1.2_2021",
      ssl_support_method: "sni-only",
    },
    http_version: "http2and3",
    is_ipv6_enabled: true,
    restrictions: { geo_restriction: { restriction_type: "none" } },
  });
});

test("sends security headers on every path", () => {
  const synthesized = json(() => ({
    behaviors: { "/static/*": { origin: "server", cachePolicy: "CachingOptimized" } },
    headers: { allowedOrigins: ["https://app.example.com"] },
  }));

  const { default_cache_behavior, ordered_cache_behavior } = only(synthesized, "aws_cloudfront_distribution");
  for (const behavior of [default_cache_behavior, ...ordered_cache_behavior]) {
    expect(behavior.response_headers_policy_id).toMatch(/^\$\{aws_cloudfront_response_headers_policy\./);
  }
  expect(only(synthesized, "aws_cloudfront_response_headers_policy")).toMatchObject({
    security_headers_config: {
      strict_transport_security: { access_control_max_age_sec: 31_536_000, override: true },
      content_type_options: { override: true },
      frame_options: { frame_option: "SAMEORIGIN" },
    },
    cors_config: { access_control_allow_origins: { items: ["https://app.example.com"] } },
  });
});

test("logs requests without cookies, after the policy of the log bucket", () => {
  const { resource } = json();

  expect(only({ resource }, "aws_cloudwatch_log_delivery_source")).toMatchObject({
    resource_arn: "${aws_cloudfront_distribution.web.arn}",
    log_type: "ACCESS_LOGS",
  });
  expect(only({ resource }, "aws_cloudwatch_log_delivery_destination").delivery_destination_configuration).toEqual([
    { destination_resource_arn: expect.stringMatching(/^arn:aws:s3:::\$\{aws_s3_bucket_policy\..*\.bucket\}$/) },
  ]);
  const { record_fields } = only({ resource }, "aws_cloudwatch_log_delivery");
  expect(record_fields).toContain("cs-uri-stem");
  expect(record_fields).not.toContain("cs(Cookie)");
});

test("creates the log deliveries of two distributions one after the other", () => {
  const { resource } = json((stack) => {
    const logs = new DistributionLogs(stack, "shared", {
      name: "shared",
      bucket: new LogBucket(stack, "shared-bucket", { name: "shared" }),
    });
    const zone = new HostedZone(stack, "other-zone", { domain: "example.org", comment: "Other" });
    new Distribution(stack, "other", {
      name: "other",
      comment: "Other",
      domainNames: ["example.org"],
      certificate: new Certificate(stack, "other-certificate", { domainName: "example.org", zone }),
      origins: { server: { host: "origin.example.org" } },
      defaultBehavior: { origin: "server", cachePolicy: "CachingDisabled" },
      logs,
    });
    return { logs };
  });

  const deliveries = Object.entries<Json>(resource.aws_cloudwatch_log_delivery);
  const [first] = deliveries.find(([, { depends_on }]) => !depends_on)!;
  expect(deliveries.map(([, { depends_on }]) => depends_on)).toContainEqual([`aws_cloudwatch_log_delivery.${first}`]);
});

test("has a web ACL, error pages and fewer edge locations when told so", () => {
  const change: Change = (stack) => ({
    webAcl: new WebAcl(stack, "acl", {
      name: "shop",
      scope: "CLOUDFRONT",
      logsKey: new Key(stack, "key", { name: "logs", description: "Logs" }),
    }),
    errorPages: { 403: { path: "/index.html", status: 200 } },
    priceClass: "PriceClass_100",
    waitForDeployment: false,
  });

  expect(distribution(change)).toMatchObject({
    web_acl_id: "${aws_wafv2_web_acl.acl.arn}",
    custom_error_response: [
      { error_code: 403, response_code: 200, response_page_path: "/index.html", error_caching_min_ttl: 10 },
    ],
    price_class: "PriceClass_100",
    wait_for_deployment: false,
  });
});

test("fails outside us-east-1", () => {
  const stack = new TerraformStack(testApp(), "stack");
  setAccount(stack, { id: "111122223333", region: "eu-west-1" });

  expect(() => addDistribution(stack)).toThrow("region must be us-east-1");
});

test.each<[string, Change, string]>([
  ["no domain name", () => ({ domainNames: [] }), "web: domainNames must be a list of at least 1 entry, got none"],
  [
    "a domain name that the certificate lacks",
    () => ({ domainNames: ["a.b.example.com"] }),
    "web: domainNames must be in the certificate (example.com, *.example.com), got a.b.example.com",
  ],
  ["a name that CloudFront refuses", () => ({ name: "shop.web" }), "name must be 1 to 60 letters, digits"],
  ["a long comment", () => ({ comment: "a".repeat(129) }), "comment must be at most 128 characters, got 129"],
  [
    "a web ACL for load balancers",
    (stack) => ({
      webAcl: new WebAcl(stack, "acl", {
        name: "shop",
        scope: "REGIONAL",
        logsKey: new Key(stack, "key", { name: "logs", description: "Logs" }),
      }),
    }),
    "web: webAcl must be of scope CLOUDFRONT, got REGIONAL",
  ],
])("fails on %s", (_, change, message) => {
  expect(() => addDistribution(testStack(testApp()), change)).toThrow(message);
});

test("denies framing, also against the origin's header, when told so", () => {
  const headers = json(() => ({ headers: { frameOption: "DENY", strictTransportSeconds: 63_072_000 } }));

  expect(only(headers, "aws_cloudfront_response_headers_policy").security_headers_config).toMatchObject({
    frame_options: { frame_option: "DENY", override: true },
    strict_transport_security: { access_control_max_age_sec: 63_072_000 },
  });
});

test("allows and caches only the methods of a behavior", () => {
  const { default_cache_behavior, ordered_cache_behavior } = only(
    json(() => ({
      defaultBehavior: { origin: "server", cachePolicy: "CachingDisabled", methods: "all", cacheOptions: true },
      behaviors: { "/static/*": { origin: "server", cachePolicy: "CachingOptimized", methods: "get" } },
    })),
    "aws_cloudfront_distribution",
  );

  expect(default_cache_behavior.allowed_methods).toHaveLength(7);
  expect(default_cache_behavior.cached_methods).toEqual(["GET", "HEAD", "OPTIONS"]);
  expect(ordered_cache_behavior[0]).toMatchObject({
    allowed_methods: ["GET", "HEAD"],
    cached_methods: ["GET", "HEAD"],
  });
});

test("fails to cache responses to a method that it does not allow", () => {
  expect(() =>
    json(() => ({
      defaultBehavior: { origin: "server", cachePolicy: "CachingOptimized", methods: "get", cacheOptions: true },
    })),
  ).toThrow("cacheOptions must be false with methods get, got true");
});

test("lets overrides replace arguments of the distribution and of its security headers", () => {
  const synthesized = json(() => ({
    overrides: { staging: true },
    headers: { overrides: { comment: "Headers of the shop" } },
  }));

  expect(only(synthesized, "aws_cloudfront_distribution")).toMatchObject({ comment: "Shop", staging: true });
  expect(only(synthesized, "aws_cloudfront_response_headers_policy")).toMatchObject({
    name: "shop",
    comment: "Headers of the shop",
  });
});

test("fails to deliver logs outside us-east-1", () => {
  const stack = testStack(testApp(), "stack", "eu-west-1");
  const bucket = new LogBucket(stack, "bucket", { name: "logs" });

  expect(() => new DistributionLogs(stack, "logs", { name: "logs", bucket })).toThrow(
    "logs: region must be us-east-1, where CloudFront delivers its logs from, got eu-west-1",
  );
});
