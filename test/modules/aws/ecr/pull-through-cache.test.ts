import { PullThroughCache, type PullThroughCacheProps } from "@modules/aws/ecr/pull-through-cache";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const SECRET = "arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/docker-hub-a1b2c3";

function cache(props: Partial<PullThroughCacheProps> = {}): Json {
  return synth((stack) => {
    const one = new PullThroughCache(stack, "docker-hub", {
      prefix: "docker-hub",
      upstream: "registry-1.docker.io",
      credentialsArn: SECRET,
      ...props,
    });
    one.grantImport(new Role(stack, "nodes", { name: "nodes", assumedBy: "ec2.amazonaws.com" }));
  });
}

test("logs in to the other registry, and makes repositories that forget old images", () => {
  expect(only(cache(), "aws_ecr_pull_through_cache_rule")).toMatchObject({
    ecr_repository_prefix: "docker-hub",
    upstream_registry_url: "registry-1.docker.io",
    credential_arn: SECRET,
  });
  const { prefix, applied_for, lifecycle_policy } = only(
    cache({ cachedDays: 30 }),
    "aws_ecr_repository_creation_template",
  );

  expect([prefix, applied_for]).toEqual(["docker-hub", ["PULL_THROUGH_CACHE"]]);
  expect(JSON.parse(lifecycle_policy).rules[0].selection.countNumber).toBe(30);
});

test("lets a role import images under its prefix alone", () => {
  expect(statements(only(cache(), "aws_iam_role_policy").policy)).toEqual([
    {
      Effect: "Allow",
      Action: ["ecr:BatchImportUpstreamImage", "ecr:CreateRepository"],
      Resource: expect.stringMatching(/:repository\/docker-hub\/\*$/),
    },
  ]);
});

test.each([
  [{ prefix: "D" }, "prefix must be 2 to 30 lower-case letters, digits and ._-, got D"],
  [
    { credentialsArn: undefined },
    "credentialsArn must be the ARN of a secret named ecr-pullthroughcache/... for registry-1.docker.io",
  ],
  [{ credentialsArn: SECRET.replace("ecr-pullthroughcache", "other") }, "credentialsArn must be the ARN of a secret"],
  [{ cachedDays: 0 }, "cachedDays must be a whole number of at least 1, got 0"],
])("fails with %o", (props, message) => {
  expect(() => cache(props)).toThrow(message);
});

test("needs no login for a registry that asks for none", () => {
  const rule = only(cache({ upstream: "quay.io", credentialsArn: undefined }), "aws_ecr_pull_through_cache_rule");

  expect(rule).not.toHaveProperty("credential_arn");
});
