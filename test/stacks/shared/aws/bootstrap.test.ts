import type { Json } from "@modules/checks/json";
import { synthAll } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../../../environments/dafnckmachine/rules";
import { checkEnvironment } from "../../../../environments/schema/check";
import { BootstrapStack } from "../../../../stacks/shared/aws/bootstrap";
import { stacks } from "../../../support/stacks";

const json = stacks["dafnckmachine-production-bootstrap"]!;

function names(type: string, attribute: string, source = json): string[] {
  return Object.values<Json>(source.resource[type] ?? {}).map((resource) => resource[attribute]);
}

test("makes the bucket and the lock table that every backend of the environment names", () => {
  const backends = Object.entries(stacks)
    .filter(([id]) => id.startsWith("dafnckmachine-production-"))
    .map(([, stack]) => stack.terraform.backend.s3);

  expect(names("aws_s3_bucket", "bucket")).toContain("dafnckmachine-terraform-state");
  expect(names("aws_dynamodb_table", "name")).toEqual(["terraform-state-lock"]);
  expect(new Set(backends.map((backend) => backend.bucket))).toEqual(new Set(["dafnckmachine-terraform-state"]));
  expect(backends.every((backend) => backend.dynamodb_table === "terraform-state-lock" && backend.use_lockfile)).toBe(
    true,
  );
});

test("keeps the pipeline's roles out of the path that the pipeline may change", () => {
  const roles = Object.values<Json>(json.resource.aws_iam_role);

  expect(roles.map((role) => role.name).sort()).toEqual([
    "dafnckmachine-production-apply",
    "dafnckmachine-production-plan",
  ]);
  expect(roles.every((role) => role.path === undefined && role.permissions_boundary === undefined)).toBe(true);
});

test("gives the roles of all other stacks its permissions boundary", () => {
  const [boundary] = names("aws_iam_policy", "name");
  const roles = Object.entries(stacks)
    .filter(([id]) => id.startsWith("dafnckmachine-production-") && !id.endsWith("-bootstrap"))
    .flatMap(([, stack]) => Object.values<Json>(stack.resource.aws_iam_role ?? {}));

  expect(roles.length).toBeGreaterThan(0);
  for (const role of roles) {
    expect(role).toMatchObject({
      path: "/dafnckmachine-production/",
      permissions_boundary: `arn:aws:iam::111122223333:policy/${boundary}`,
    });
  }
});

test("makes no state bucket for an environment in HCP Terraform", () => {
  const checked = checkEnvironment(dafnckmachineSchema, {
    file: "environments/dafnckmachine/production.ts",
    data: { ...production, state: { backend: "hcp", organization: "example", project: "dafnckmachine" } },
  });
  const hcp = synthAll((app) => new BootstrapStack(app, (checked as { value: never }).value))[
    "dafnckmachine-production-bootstrap"
  ]!;

  expect(hcp.terraform.cloud).toMatchObject({
    organization: "example",
    workspaces: { name: "dafnckmachine-production-bootstrap", project: "dafnckmachine" },
  });
  expect(hcp.resource.aws_s3_bucket).toBeUndefined();
  expect(JSON.stringify(hcp.resource.aws_iam_role)).toContain("organization:example:project:dafnckmachine:workspace:");
});

test("lets a plan read again every object that Terraform made, and no other object", () => {
  const policies = Object.values<Json>(json.resource.aws_iam_role_policy).map(({ policy }) => JSON.parse(policy));
  const kept = policies
    .flatMap(({ Statement }) => Statement)
    .find(({ Effect, Action }) => Effect === "Deny" && Action.includes("s3:GetObject"));
  const readable = kept.NotResource.map((arn: string) => arn.replace(/^arn:aws:s3:::/, "")).slice(1);
  const made = Object.values(stacks).flatMap(({ resource = {} }) => Object.values<Json>(resource.aws_s3_object ?? {}));

  expect(readable).toEqual(["*/trust-stores/*.pem", "*/configuration/*"]);
  expect(made).not.toEqual([]);
  expect(made.filter(({ key }) => !/^(trust-stores\/.*\.pem$|configuration\/)/.test(key))).toEqual([]);
});
