import { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import { LogGroup } from "@modules/aws/operations/log-group";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { Fixture } from "./fixture";

test("enables enhanced Container Insights and logs ECS Exec sessions encrypted", () => {
  const json = synth((stack) => new Fixture(stack).ecsCluster());

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

test("offers Fargate Spot, and uses Fargate by default", () => {
  const json = synth((stack) => new Fixture(stack).ecsCluster());

  expect(only(json, "aws_ecs_cluster_capacity_providers")).toMatchObject({
    capacity_providers: ["FARGATE", "FARGATE_SPOT"],
    default_capacity_provider_strategy: [{ capacity_provider: "FARGATE", base: 1 }],
  });
});

test("grants Session Manager's channels for a shell, and nothing else on all resources", () => {
  const json = synth((stack) => {
    const role = new Role(stack, "role", { name: "task", assumedBy: "ecs-tasks.amazonaws.com" });
    new Fixture(stack).ecsCluster().grantShell(role);
  });
  const everything = Object.values<{ policy: string }>(json.resource.aws_iam_role_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Resource }) => Resource === "*");

  expect(everything).toHaveLength(1);
  expect(everything[0].Action.every((action: string) => /^ssmmessages:|^logs:DescribeLogGroups$/.test(action))).toBe(
    true,
  );
});

test("lets overrides win over what it sets", () => {
  const json = synth((stack) => {
    const key = Key.fromExisting(stack, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
    const overrides = { setting: [{ name: "containerInsights", value: "enabled" }] };
    new EcsCluster(stack, "cluster", { name: "shop", key, logsKey: key, logRetentionDays: 30, overrides });
  });

  expect(only(json, "aws_ecs_cluster").setting).toEqual([{ name: "containerInsights", value: "enabled" }]);
});

test("grants shells in an existing cluster with the key and log group of its ECS Exec configuration", () => {
  const json = synth((stack) => {
    const role = new Role(stack, "role", { name: "task", assumedBy: "ecs-tasks.amazonaws.com" });
    const key = Key.fromExisting(stack, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
    const logGroup = LogGroup.fromExisting(stack, "shells", { name: "/ecs/shells" });
    const cluster = EcsCluster.fromExisting(stack, "cluster", { name: "legacy", shells: { key, logGroup } });
    expect(cluster.arn).toBe("arn:aws:ecs:us-east-1:111122223333:cluster/legacy");
    cluster.grantShell(role);
  });
  const names = Object.values<{ name: string }>(json.resource.aws_iam_role_policy).map(({ name }) => name);

  expect(json.resource.aws_ecs_cluster).toBeUndefined();
  expect(names).toEqual(["decrypt-with-key", "write-shells", "open-shells-in-cluster"]);
});

test("fails to grant shells in an existing cluster without their key and log group", () => {
  expect(() =>
    synth((stack) => {
      const role = new Role(stack, "role", { name: "task", assumedBy: "ecs-tasks.amazonaws.com" });
      EcsCluster.fromExisting(stack, "cluster", { name: "legacy" }).grantShell(role);
    }),
  ).toThrow("stack/cluster: shells must be the key and log group of ECS Exec, got undefined");
});
