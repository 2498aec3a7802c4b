import { DeliveryRoles } from "@modules/aws/security/delivery-roles";
import type { Json } from "@modules/checks/json";
import { type AccessRequest, isAllowed } from "@modules/testing/access";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const allow = (rest: Json) => ({ Statement: [{ Effect: "Allow", Resource: "*", ...rest }] });
const deny = (rest: Json) => ({ Statement: [{ Effect: "Deny", Resource: "*", ...rest }] });
const READ = { action: "s3:GetObject", resource: "arn:aws:s3:::shop/orders.csv" };

const TRUTH: readonly (readonly [string, readonly Json[], AccessRequest, boolean])[] = [
  ["nothing without an Allow", [], READ, false],
  ["an action by its name, in any case", [allow({ Action: "S3:getobject" })], READ, true],
  ["an action by wildcards", [allow({ Action: ["ec2:*", "s3:Get*"] })], READ, true],
  ["no other action", [allow({ Action: "s3:GetObjectVersio?" })], READ, false],
  ["all but the actions of NotAction", [allow({ NotAction: "iam:*" })], READ, true],
  ["none of the actions of NotAction", [allow({ NotAction: "s3:*" })], READ, false],
  ["a resource by wildcards", [allow({ Action: "s3:*", Resource: "arn:aws:s3:::shop/*" })], READ, true],
  ["no other resource", [allow({ Action: "s3:*", Resource: "arn:aws:s3:::shop" })], READ, false],
  ["no resource in another case", [allow({ Action: "s3:*", Resource: "arn:aws:s3:::Shop/*" })], READ, false],
  ["nothing that a Deny matches", [allow({ Action: "*" }), deny({ Action: "s3:GetObject" })], READ, false],
  [
    "what the NotResource of a Deny leaves out",
    [allow({ Action: "*" }), { Statement: { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::shop/*" } }],
    READ,
    true,
  ],
  [
    "a condition that holds",
    [allow({ Action: "*", Condition: { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } } })],
    { ...READ, context: { "aws:RequestedRegion": "us-east-1" } },
    true,
  ],
  [
    "no condition on a key that is missing",
    [allow({ Action: "*", Condition: { StringLike: { "kms:ViaService": "*" } } })],
    READ,
    false,
  ],
  [
    "a condition with IfExists on a key that is missing",
    [allow({ Action: "*", Condition: { ArnLikeIfExists: { "aws:SourceArn": "arn:aws:s3:::x" } } })],
    READ,
    true,
  ],
  [
    "nothing that a negated condition denies for a key that is missing",
    [allow({ Action: "*" }), deny({ Action: "*", Condition: { StringNotEquals: { "aws:ResourceTag/A": "b" } } })],
    READ,
    false,
  ],
  [
    "nothing without TLS, when a Deny says so",
    [allow({ Action: "*" }), deny({ Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } })],
    { ...READ, context: { "aws:SecureTransport": "false" } },
    false,
  ],
];

test.each(TRUTH)("allows %s", (_, policies, request, expected) => {
  expect(isAllowed({ policies }, request)).toBe(expected);
});

test("allows what both the policies and the boundary allow, and nothing that the boundary denies", () => {
  const policies = [JSON.stringify(allow({ Action: "*" }))];

  expect(isAllowed({ policies, boundary: allow({ Action: "s3:*" }) }, READ)).toBe(true);
  expect(isAllowed({ policies, boundary: allow({ Action: "ec2:*" }) }, READ)).toBe(false);
  expect(isAllowed({ policies: [], boundary: allow({ Action: "s3:*" }) }, READ)).toBe(false);
  expect(isAllowed({ policies, boundary: { Statement: [...deny({ Action: "*" }).Statement] } }, READ)).toBe(false);
});

test("fails on a condition operator that it does not know", () => {
  const policies = [allow({ Action: "*", Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } })];

  expect(() => isAllowed({ policies }, READ)).toThrow("condition operator must be one of StringEquals, StringLike");
});

/** Everything that ReadOnlyAccess may contain; the policies of the role must take data out of it. */
const EVERYTHING_READABLE = allow({
  Action: ["*:Get*", "*:List*", "*:Describe*", "*:BatchGet*", "*:Query", "*:Scan", "*"],
});

const plan = [
  EVERYTHING_READABLE,
  ...Object.values<Json>(
    synth((stack) => {
      const roles = new DeliveryRoles(stack, "delivery", {
        name: "shop",
        pipeline: { kind: "github", repository: "example/infrastructure", environment: "shop" },
        rolePath: "/shop/",
      });
      roles.grantState("arn:aws:s3:::states", "arn:aws:dynamodb:us-east-1:111122223333:table/locks", "arn:key");
    }).resource.aws_iam_role_policy,
  )
    .filter(({ role }) => role.includes("plan"))
    .map(({ policy }) => policy),
];

test.each([
  ["states", { action: "s3:GetObject", resource: "arn:aws:s3:::states/shop/data.tfstate" }, true],
  ["locks", { action: "dynamodb:GetItem", resource: "arn:aws:dynamodb:us-east-1:111122223333:table/locks" }, true],
  [
    "parameters tagged as configuration",
    { action: "ssm:GetParameter", context: { "aws:ResourceTag/Content": "configuration" } },
    true,
  ],
  ["objects of other buckets", { action: "s3:GetObject", resource: "arn:aws:s3:::uploads/face.png" }, false],
  ["secrets", { action: "secretsmanager:GetSecretValue" }, false],
  ["other parameters", { action: "ssm:GetParameter" }, false],
  ["rows of tables", { action: "dynamodb:Query", resource: "arn:aws:dynamodb:us-east-1:1:table/users" }, false],
  ["logs", { action: "logs:StartLiveTail" }, false],
  ["logs of databases", { action: "rds:DownloadDBLogFilePortion" }, false],
  ["images", { action: "ecr:BatchGetImage" }, false],
  [
    "other data, decrypted",
    { action: "kms:Decrypt", context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } },
    false,
  ],
] as const)("a plan reads %s: %o", (_, request, expected) => {
  expect(isAllowed({ policies: plan }, request)).toBe(expected);
});
