import { LogGroup, type LogGroupProps } from "@modules/aws/operations/log-group";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function logGroup(props: Partial<LogGroupProps> = {}): Json {
  return synth((stack) => {
    const key = Key.fromExisting(stack, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
    new LogGroup(stack, "api", { name: "shop/api", retentionDays: 90, key, ...props });
  });
}

test("expires and is encrypted", () => {
  expect(only(logGroup(), "aws_cloudwatch_log_group")).toMatchObject({
    name: "shop/api",
    retention_in_days: 90,
    kms_key_id: "arn:aws:kms:us-east-1:111122223333:key/1234abcd",
    lifecycle: { prevent_destroy: false },
  });
});

test("lets overrides win over what it sets", () => {
  expect(
    only(
      logGroup({ overrides: { logGroupClass: "INFREQUENT_ACCESS", retentionInDays: 30 } }),
      "aws_cloudwatch_log_group",
    ),
  ).toMatchObject({ log_group_class: "INFREQUENT_ACCESS", retention_in_days: 30 });
});

test("grants writing to an existing log group of the account", () => {
  const json = synth((stack) => {
    const role = new Role(stack, "writer", { name: "writer", assumedBy: "ecs-tasks.amazonaws.com" });
    LogGroup.fromExisting(stack, "audit", { name: "shop/audit" }).grantWrite(role);
  });

  expect(json.resource.aws_cloudwatch_log_group).toBeUndefined();
  expect(statements(only(json, "aws_iam_role_policy").policy)).toEqual([
    {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: "arn:aws:logs:us-east-1:111122223333:log-group:shop/audit:*",
    },
  ]);
});
