import { CachePolicy } from "@modules/aws/cdn/cache-policy";
import { Bucket } from "@modules/aws/storage/bucket";
import { only } from "@modules/testing/resources";
import { testApp, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { addDistribution, type Change, distribution, json } from "./fixture";

const withBucket: Change = (stack) => ({
  origins: { files: { bucket: new Bucket(stack, "files", { name: "shop-files" }), path: "/public" } },
  defaultBehavior: { origin: "files", cachePolicy: "CachingOptimized" },
  defaultRootObject: "index.html",
});

test("signs requests to a bucket, below a given path", () => {
  const { resource } = json(withBucket);

  expect(resource.aws_cloudfront_distribution.web.origin).toEqual([
    {
      origin_id: "files",
      domain_name: "${aws_s3_bucket.files.bucket_regional_domain_name}",
      origin_path: "/public",
      origin_access_control_id: expect.stringContaining("aws_cloudfront_origin_access_control."),
    },
  ]);
  expect(only({ resource }, "aws_cloudfront_origin_access_control")).toMatchObject({
    name: "shop",
    origin_access_control_origin_type: "s3",
    signing_behavior: "always",
    signing_protocol: "sigv4",
  });
});

test("requests a given port of a server", () => {
  const change: Change = () => ({ origins: { server: { host: "origin.example.com", port: 8443 } } });

  expect(distribution(change).origin[0].custom_origin_config.https_port).toBe(8443);
});

test("requests a server over TLS 1.2, with given headers", () => {
  const change: Change = () => ({
    origins: { server: { host: "origin.example.com", headers: { "X-Site": "shop" }, shieldRegion: "us-east-1" } },
  });

  expect(distribution(change).origin).toEqual([
    {
      origin_id: "server",
      domain_name: "origin.example.com",
      custom_header: [{ name: "X-Site", value: "shop" }],
      custom_origin_config: {
        http_port: 80,
        https_port: 443,
        origin_protocol_policy: "https-only",
        origin_ssl_protocols: ["TLSv1.2"],
        origin_read_timeout: 30,
      },
      origin_shield: { enabled: true, origin_shield_region: "us-east-1" },
    },
  ]);
});

test("applies behaviors in order, with managed policies by their ids", () => {
  const { default_cache_behavior, ordered_cache_behavior } = distribution(() => ({
    behaviors: {
      "/api/*": {
        origin: "server",
        cachePolicy: "CachingDisabled",
        originRequestPolicy: "AllViewerExceptHostHeader",
        methods: "all",
        viewerProtocol: "https-only",
      },
      "/static/*": { origin: "server", cachePolicy: "CachingOptimized" },
    },
  }));

  expect(default_cache_behavior.allowed_methods).toEqual(["GET", "HEAD", "OPTIONS"]);
  expect(ordered_cache_behavior).toMatchObject([
    {
      path_pattern: "/api/*",
      allowed_methods: ["GET", "HEAD", "OPTIONS", "DELETE", "PATCH", "POST", "PUT"],
      cache_policy_id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      origin_request_policy_id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      viewer_protocol_policy: "https-only",
    },
    { path_pattern: "/static/*", cache_policy_id: "658327ea-f89d-4fab-a63d-7e88639e58f6" },
  ]);
});

test("caches responses by a cache policy of the account", () => {
  const synthesized = json((stack) => ({
    defaultBehavior: {
      origin: "server",
      cachePolicy: new CachePolicy(stack, "public", {
        name: "shop-public",
        defaultTtlSeconds: 300,
        queryStrings: "all",
        headers: ["Origin"],
      }),
    },
  }));

  const { default_cache_behavior } = only(synthesized, "aws_cloudfront_distribution");
  expect(default_cache_behavior.cache_policy_id).toBe("${aws_cloudfront_cache_policy.public.id}");
  expect(only(synthesized, "aws_cloudfront_cache_policy")).toMatchObject({
    min_ttl: 0,
    default_ttl: 300,
    max_ttl: 31_536_000,
    parameters_in_cache_key_and_forwarded_to_origin: {
      query_strings_config: { query_string_behavior: "all" },
      headers_config: { header_behavior: "whitelist", headers: { items: ["Origin"] } },
      cookies_config: { cookie_behavior: "none" },
    },
  });
});

test.each<[string, Change, string]>([
  [
    "a behavior with an unknown origin",
    () => ({ behaviors: { "/a/*": { origin: "sever", cachePolicy: "CachingDisabled" } } }),
    "web: origin of a behavior must be server, got sever",
  ],
  [
    "an origin that is the distribution itself",
    () => ({ origins: { server: { host: "www.example.com" } } }),
    "web: origins.server.host must be a host other than the distribution itself, got www.example.com",
  ],
  [
    "an origin whose certificate cannot have its name",
    () => ({ origins: { server: { host: "shop-1.us-east-1.elb.amazonaws.com" } } }),
    "web: origins.server.host must be a name that the server's certificate has, not one of AWS's",
  ],
  [
    "a port that CloudFront refuses",
    () => ({ origins: { server: { host: "origin.example.com", port: 22 } } }),
    "web: origins.server.port must be 443 or 1024 to 65535, got 22",
  ],
  [
    "a path that ends with a slash",
    () => ({ origins: { server: { host: "origin.example.com", path: "/" } } }),
    "web: origins.server.path must be a path with a slash at the beginning and none at the end, got /",
  ],
  [
    "TTLs that contradict each other",
    (stack) => {
      new CachePolicy(stack, "short", { name: "short", defaultTtlSeconds: 300, maxTtlSeconds: 60 });
      return {};
    },
    "short: defaultTtlSeconds must be from minTtlSeconds 0 to maxTtlSeconds 60, got 300",
  ],
])("fails on %s", (_, change, message) => {
  expect(() => addDistribution(testStack(testApp()), change)).toThrow(message);
});

test("reads a bucket that exists", () => {
  const change: Change = (stack) => ({
    origins: { files: { bucket: Bucket.fromExisting(stack, "files", { name: "acme-files", region: "eu-west-1" }) } },
    defaultBehavior: { origin: "files", cachePolicy: "CachingOptimized" },
  });

  expect(distribution(change).origin[0].domain_name).toBe("acme-files.s3.eu-west-1.amazonaws.com");
});

const ORIGINS = { server: { host: "origin.example.com" }, spare: { host: "spare.example.com" } };

test("repeats requests to the second origin while the first one fails", () => {
  const { origin_group, ordered_cache_behavior } = distribution(() => ({
    origins: ORIGINS,
    failovers: { both: { primary: "server", secondary: "spare" } },
    behaviors: { "/static/*": { origin: "both", cachePolicy: "CachingOptimized" } },
  }));

  expect(origin_group).toEqual([
    {
      origin_id: "both",
      failover_criteria: { status_codes: [500, 502, 503, 504] },
      member: [{ origin_id: "server" }, { origin_id: "spare" }],
    },
  ]);
  expect(ordered_cache_behavior[0].target_origin_id).toBe("both");
});

test.each([
  [{ primary: "server", secondary: "server" }, "failovers.both.secondary must be another origin than the primary"],
  [{ primary: "server", secondary: "other" }, "failovers.both must be of server and spare, got other"],
])("fails on the failover %j", (both, message) => {
  expect(() => distribution(() => ({ origins: ORIGINS, failovers: { both } }))).toThrow(message);
});

test("fails when a failover would have to repeat requests that change something", () => {
  expect(() =>
    distribution(() => ({
      origins: ORIGINS,
      failovers: { both: { primary: "server", secondary: "spare" } },
      defaultBehavior: { origin: "both", cachePolicy: "CachingDisabled", methods: "all" },
    })),
  ).toThrow("methods must be get or read with a failover, got all");
});
