import { Repository, type RepositoryProps } from "@modules/aws/ecr/repository";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function repository(props: Partial<RepositoryProps> = {}): Json {
  return synth((stack) => {
    const key = new Key(stack, "key", { name: "data", description: "Data" });
    const role = new Role(stack, "role", { name: "pulls", assumedBy: "ecs-tasks.amazonaws.com" });
    new Repository(stack, "api", { name: "shop/api", key, ...props }).grantPull(role);
  });
}

test("keeps tags immutable, scans on push and encrypts with the customer's key", () => {
  expect(only(repository(), "aws_ecr_repository")).toMatchObject({
    name: "shop/api",
    image_tag_mutability: "IMMUTABLE",
    image_scanning_configuration: { scan_on_push: true },
    encryption_configuration: [{ encryption_type: "KMS", kms_key: "${aws_kms_key.key.arn}" }],
  });
});

test("expires untagged images by age and tagged ones by number", () => {
  const { policy } = only(repository({ untaggedDays: 7, keepTagged: 50 }), "aws_ecr_lifecycle_policy");

  expect(JSON.parse(policy).rules.map((rule: Json) => rule.selection)).toEqual([
    { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 },
    { tagStatus: "tagged", tagPatternList: ["*"], countType: "imageCountMoreThan", countNumber: 50 },
  ]);
});

test("grants pulling from itself alone, beside the login that knows no resource", () => {
  const { policy } = only(repository(), "aws_iam_role_policy");

  expect(statements(policy)).toMatchObject([
    { Resource: "${aws_ecr_repository.api.arn}" },
    { Action: "ecr:GetAuthorizationToken", Resource: "*" },
  ]);
});

test("keeps a repository with images unless it is unprotected", () => {
  expect(only(repository(), "aws_ecr_repository")).toMatchObject({
    force_delete: false,
    lifecycle: { prevent_destroy: true },
  });
  expect(only(repository({ deletionProtection: false }), "aws_ecr_repository").force_delete).toBe(true);
});

test("fails on a name the registry refuses", () => {
  expect(() => repository({ name: "Shop/api" })).toThrow("name must be 2 to 256 lower-case letters");
});
