import { Role } from "@modules/aws/security/role";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { Surroundings } from "./fixture";

test("measures every container and records shells encrypted", () => {
  const json = synth((stack) => new Surroundings(stack).ecsCluster());

  expect(only(json, "aws_ecs_cluster")).toMatchObject({
    setting: [{ name: "containerInsights", value: "enhanced" }],
    configuration: {
      execute_command_configuration: {
        kms_key_id: "${aws_kms_key.key.arn}",
        logging: "OVERRIDE",
        log_configuration: { cloud_watch_encryption_enabled: true },
      },
    },
  });
  expect(only(json, "aws_cloudwatch_log_group").kms_key_id).toBe("${aws_kms_key.logs-key.arn}");
});

test("offers spot capacity but takes the regular one by default", () => {
  const json = synth((stack) => new Surroundings(stack).ecsCluster());

  expect(only(json, "aws_ecs_cluster_capacity_providers")).toMatchObject({
    capacity_providers: ["FARGATE", "FARGATE_SPOT"],
    default_capacity_provider_strategy: [{ capacity_provider: "FARGATE", base: 1 }],
  });
});

test("grants a shell as the agent's channels and the record, nothing else on everything", () => {
  const json = synth((stack) => {
    const role = new Role(stack, "role", { name: "task", assumedBy: "ecs-tasks.amazonaws.com" });
    new Surroundings(stack).ecsCluster().grantShell(role);
  });
  const everything = Object.values<{ policy: string }>(json.resource.aws_iam_role_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Resource }) => Resource === "*");

  expect(everything).toHaveLength(1);
  expect(everything[0].Action.every((action: string) => /^ssmmessages:|^logs:DescribeLogGroups$/.test(action))).toBe(
    true,
  );
});
