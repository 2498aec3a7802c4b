import { fitName, NAMES } from "@modules/aws/names";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

function accepts(type: string, attribute: string, name: string): boolean {
  return NAMES[type]![attribute]!.pattern.test(name);
}

const every = Object.entries(NAMES).flatMap(([type, attributes]) =>
  Object.entries(attributes).map(([attribute, limits]) => ({ type, attribute, limits })),
);

describe("limits", () => {
  // Every service accepts names of letters only, except for names that must have a special form.
  const FORMED = new Set(["aws_acm_certificate", "aws_route53_zone", "aws_kms_alias"]);

  test.each(every.filter(({ type }) => !FORMED.has(type)))("$type.$attribute ends where it says", ({ limits }) => {
    expect(limits.pattern.test("a".repeat(limits.max))).toBe(true);
    expect(limits.pattern.test("a".repeat(limits.max + 1))).toBe(false);
    expect(limits.pattern.test("a".repeat(limits.min))).toBe(true);
    expect(limits.min === 0 || !limits.pattern.test("a".repeat(limits.min - 1))).toBe(true);
  });

  test.each([
    ["aws_lb", "name", "shop-public", true],
    ["aws_lb", "name", "-shop", false],
    ["aws_lb", "name", "shop-", false],
    ["aws_lb", "name", "internal-shop", false],
    ["aws_lb_target_group", "name", "internal-shop", true],
    ["aws_lb_target_group", "name", "shop_web", false],
    ["aws_s3_bucket", "bucket", "shop.logs-1", true],
    ["aws_s3_bucket", "bucket", "Shop", false],
    ["aws_s3_bucket", "bucket", "shop_logs", false],
    ["aws_s3_bucket", "bucket", "shop..logs", false],
    ["aws_s3_bucket", "bucket", "-shop", false],
    ["aws_s3_bucket", "bucket", "192.168.1.1", false],
    ["aws_s3_bucket", "bucket", "xn--shop", false],
    ["aws_s3_bucket", "bucket", "sthree-shop", false],
    ["aws_s3_bucket", "bucket", "shop-s3alias", false],
    ["aws_s3_bucket", "bucket", "shop--ol-s3", false],
    ["aws_elasticache_replication_group", "replication_group_id", "session-cache", true],
    ["aws_elasticache_replication_group", "replication_group_id", "session--cache", false],
    ["aws_elasticache_replication_group", "replication_group_id", "cache-", false],
    ["aws_elasticache_replication_group", "replication_group_id", "1cache", false],
    ["aws_db_instance", "identifier", "Shop", false],
    ["aws_db_subnet_group", "name", "shop group_1.a", true],
    ["aws_ecr_repository", "name", "dafnck-machine/api", true],
    ["aws_ecr_repository", "name", "dafnck-machine//api", false],
    ["aws_ecr_repository", "name", "API", false],
    ["aws_ecs_capacity_provider", "name", "fargate-shop", false],
    ["aws_kms_alias", "name", "alias/shop/data", true],
    ["aws_kms_alias", "name", "alias/aws/shop", false],
    ["aws_kms_alias", "name", "shop", false],
    ["aws_lambda_alias", "name", "42", false],
    ["aws_lambda_alias", "name", "v42", true],
    ["aws_secretsmanager_secret", "name", "shop/database", true],
    ["aws_secretsmanager_secret", "name", "shop-abc123", false],
    ["aws_security_group", "name", "sg-shop", false],
    ["aws_security_group", "name", "bad|name~", false],
    ["aws_security_group", "description", "sg-shop (web): 80/443", true],
    ["aws_ssm_parameter", "name", "/shop/production/url", true],
    ["aws_ssm_parameter", "name", "/aws/shop", false],
    ["aws_ssm_parameter", "name", "ssm-shop", false],
    ["aws_ssm_parameter", "name", "/a".repeat(16), false],
    ["aws_sqs_queue", "name", "jobs.fifo", true],
    ["aws_sqs_queue", "name", "jobs.eu", false],
    ["aws_autoscaling_group", "name", "shop:web", false],
    ["aws_acm_certificate", "domain_name", "*.shop.example.com", true],
    ["aws_acm_certificate", "domain_name", `${"a".repeat(60)}.example.com`, false],
    ["aws_route53_zone", "name", `${"a".repeat(60)}.example.com`, true],
    ["aws_route53_zone", "name", `${"a".repeat(64)}.example.com`, false],
  ])("%s.%s %s: %s", (type, attribute, name, accepted) => {
    expect(accepts(type, attribute, name)).toBe(accepted);
  });
});

describe("fitName", () => {
  const words = fc.stringMatching(/^[a-z][a-z0-9]*(-[a-z0-9]+){0,12}$/);
  const max = fc.integer({ min: 8, max: 64 });

  test("keeps a name that fits and fits one that does not", () => {
    fc.assert(
      fc.property(words, max, (name, limit) => {
        const fitted = fitName(name, limit);
        expect(fitted.length).toBeLessThanOrEqual(limit);
        expect(fitted === name).toBe(name.length <= limit);
      }),
    );
  });

  test("keeps long names apart that differ anywhere", () => {
    fc.assert(
      fc.property(words, words, max, (one, other, limit) => {
        fc.pre(one !== other);
        const common = "x".repeat(limit);
        expect(fitName(`${common}-${one}`, limit)).not.toBe(fitName(`${common}-${other}`, limit));
      }),
    );
  });

  test("makes names that every service with hyphens in its alphabet accepts", () => {
    const hyphenated = every.filter(
      // The type is excluded whose ARNs already end with a hyphen and six characters.
      ({ type, limits: { pattern } }) => pattern.test("some-name-1") && type !== "aws_secretsmanager_secret",
    );

    fc.assert(
      fc.property(words, fc.integer({ min: 10, max: 32 }), (name, limit) => {
        for (const { type, attribute, limits } of hyphenated) {
          expect(accepts(type, attribute, fitName(`shop-${name}`, Math.min(limit, limits.max))), type).toBe(true);
        }
      }),
    );
  });

  test("is the same every time and says where it was cut", () => {
    expect(fitName("dafnckmachine-agent-orchestration-blue", 32)).toMatch(/^dafnckmachine-agent-orche-[0-9a-f]{6}$/);
    expect(fitName("dafnckmachine-agent-orchestration-blue", 32)).toBe(
      fitName("dafnckmachine-agent-orchestration-blue", 32),
    );
  });

  test("fails when there is no room for a hash", () => {
    expect(() => fitName("anything", 7)).toThrow("a name must have room for 8 characters, got 7");
  });
});
