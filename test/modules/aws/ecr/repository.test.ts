import { Repository, type RepositoryProps } from "@modules/aws/ecr/repository";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth, synthAll, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";

function repository(props: Partial<RepositoryProps> = {}): Json {
  return synth((stack) => {
    const key = new Key(stack, "key", { name: "data", description: "Data" });
    const role = new Role(stack, "role", { name: "pulls", assumedBy: "ecs-tasks.amazonaws.com" });
    new Repository(stack, "api", { name: "shop/api", key, ...props }).grantPull(role);
  });
}

test("has immutable tags, scans on push and encrypts with the customer key", () => {
  expect(only(repository(), "aws_ecr_repository")).toMatchObject({
    name: "shop/api",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
    encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.key.arn}" }],
  });
});

test("expires untagged images by age, and tagged images by number, releases apart from others", () => {
  const { policy } = only(repository({ untaggedDays: 7, keepTagged: 50 }), "aws_ecr_lifecycle_policy");

  expect(JSON.parse(policy).rules.map((rule: Json) => rule.selection)).toEqual([
    { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
    { tagStatus: "tagged", tagPatternList: ["v*"], countType: "imageCountMoreThan", countNumber: 1000 },
    { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: 50 },
  ]);
});

test("grants pulling from itself, and logging in to the registry", () => {
  const { policy } = only(repository(), "aws_iam_role_policy");

  expect(statements(policy)).toMatchObject([
    { Resource: "${aws_ecr_repository.api.arn}" },
    { Action: "ecr:GetAuthorizationToken", Resource: "*" },
  ]);
});

test("refuses deletion with images unless deletion protection is off", () => {
  expect(only(repository(), "aws_ecr_repository")).toMatchObject({
    force_delete: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(only(repository({ deletionProtection: false }), "aws_ecr_repository").force_delete).toBe(true);
});

test("lets overrides win over what it sets", () => {
  expect(
    only(repository({ overrides: { imageTagMutability: "MUTABLE" } }), "aws_ecr_repository").image_tag_mutability,
  ).toBe("MUTABLE");
});

test.each([
  ["us-east-1", "111122223333.dkr.ecr.us-east-1.amazonaws.com/base/nodejs"],
  ["cn-north-1", "111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/base/nodejs"],
])("grants pulling from an existing repository in %s", (region, url) => {
  const json = synthAll((app) => {
    const stack = testStack(app, "stack", region);
    const role = new Role(stack, "role", { name: "pulls", assumedBy: "ecs-tasks.amazonaws.com" });
    const base = Repository.fromExisting(stack, "base", { name: "base/nodejs" });
    expect(base.url).toBe(url);
    base.grantPull(role);
  }).stack!;

  expect(json.resource.aws_ecr_repository).toBeUndefined();
  expect(statements(only(json, "aws_iam_role_policy").policy)[0].Resource).toMatch(
    /:111122223333:repository\/base\/nodejs$/,
  );
});

test("fails on a lifecycle that would expire every image", () => {
  expect(() => repository({ keepTagged: 0 })).toThrow("keepTagged must be a whole number of at least 1, got 0");
});

test("fails on a name that ECR rejects", () => {
  expect(() => repository({ name: "Shop/api" })).toThrow("name must be 2 to 256 lower-case letters");
});
