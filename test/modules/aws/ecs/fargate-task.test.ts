import type { FargateTaskProps } from "@modules/aws/ecs/fargate-task";
import { Secret } from "@modules/aws/security/secret";
import { FileSystem } from "@modules/aws/storage/file-system";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { Surroundings } from "./fixture";

function task(props: Partial<FargateTaskProps> = {}): Json {
  return synth((stack) => new Surroundings(stack).task(props));
}

function container(json: Json): Json {
  return JSON.parse(only(json, "aws_ecs_task_definition").container_definitions)[0];
}

/** Statements of the policies whose role is the one with this id. */
function granted(json: Json, role: string): Json[] {
  return Object.values<Json>(json.resource.aws_iam_role_policy)
    .filter((policy) => policy.role.includes(`_${role}_`))
    .flatMap(({ policy }) => statements(policy));
}

test("runs without privileges on a file system it can write only in /tmp", () => {
  const json = task();

  expect(container(json)).toMatchObject({
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { drop: ["ALL"] } },
    mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp", readOnly: false }],
  });
  expect(only(json, "aws_ecs_task_definition")).toMatchObject({
    family: "orders",
    network_mode: "awsvpc",
    requires_compatibilities: ["FARGATE"],
    volume: [{ name: "tmp" }],
  });
});

test("runs the tagged image, or the digest", () => {
  const url = "${aws_ecr_repository.images.repository_url}";
  expect(container(task()).image).toBe(`${url}:v1.0.0`);

  const digest = `sha256:${"0".repeat(64)}`;
  const json = synth((stack) => {
    const surroundings = new Surroundings(stack);
    const repository = { url: "registry/orders", grantPull: () => {} } as never;
    surroundings.task({ image: { repository, tag: digest } });
  });
  expect(container(json).image).toBe(`registry/orders@${digest}`);
});

test("lets ECS pull from its repository and write to its own log group, and no more", () => {
  const json = task();

  expect(granted(json, "execution").map(({ Resource }) => Resource)).toEqual(
    expect.arrayContaining([
      "${aws_ecr_repository.images.arn}",
      expect.stringMatching(/^\$\{aws_cloudwatch_log_group\..+\.arn\}:\*$/),
    ]),
  );
  expect(only(json, "aws_ecs_task_definition").depends_on).toContainEqual(
    expect.stringContaining("aws_iam_role_policy."),
  );
});

test("fills variables from secrets that only ECS may read", () => {
  const json = synth((stack) => {
    const surroundings = new Surroundings(stack);
    const secret = new Secret(stack, "database", {
      name: "shop/database",
      description: "Login",
      key: surroundings.key,
    });
    surroundings.task({
      environment: { NODE_ENV: "production" },
      secrets: { DATABASE_URL: { secret, field: "url" }, DATABASE_USER: { secret, field: "user" } },
    });
  });

  expect(container(json).secrets).toEqual([
    { name: "DATABASE_URL", valueFrom: "${aws_secretsmanager_secret.database.arn}:url::" },
    { name: "DATABASE_USER", valueFrom: "${aws_secretsmanager_secret.database.arn}:user::" },
  ]);
  const reads = (role: string) =>
    granted(json, role).filter(({ Action }) => [Action].flat().includes("secretsmanager:GetSecretValue"));
  expect(reads("execution")).toHaveLength(1);
  expect(reads("role")).toHaveLength(0);
});

test("mounts a shared file system through its access point, encrypted and as the task's role", () => {
  const json = synth((stack) => {
    const surroundings = new Surroundings(stack);
    const fileSystem = new FileSystem(stack, "files", {
      name: "shop",
      vpc: surroundings.vpc,
      key: surroundings.key,
      accessPoints: { shared: { path: "/shared", uid: 1000, gid: 1000 } },
    });
    surroundings.task({ mounts: { shared: { fileSystem, accessPoint: "shared", path: "/data" } } });
  });

  expect(only(json, "aws_ecs_task_definition").volume[1]).toMatchObject({
    efs_volume_configuration: { transit_encryption: "ENABLED", authorization_config: { iam: "ENABLED" } },
  });
  expect(container(json).mountPoints[1]).toMatchObject({ sourceVolume: "shared", containerPath: "/data" });
  expect(granted(json, "role")).toMatchObject([
    { Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"] },
  ]);
});

test("keeps old versions registered for rollbacks", () => {
  expect(only(task(), "aws_ecs_task_definition").skip_destroy).toBe(true);
});

test.each([
  [{ cpu: 256, memoryMebibytes: 4096 }, "must be 512 or 1024 or 2048 with a cpu of 256, got 4096; give the task more"],
  [
    { cpu: 1024, memoryMebibytes: 1024 },
    "must be 2048 to 8192 in steps of 1024 with a cpu of 1024, got 1024; the next",
  ],
  [{ cpu: 2048, memoryMebibytes: 4500 }, "got 4500; the next that is enough is 5120"],
  [{ cpu: 300 as never, memoryMebibytes: 512 }, "cpu must be 256 or 512 or 1024"],
] as const)("fails on a size Fargate does not offer: %o", (size, message) => {
  expect(() => task(size)).toThrow(message);
});

test("fails on a name too long for its roles", () => {
  expect(() => task({ name: "o".repeat(55) })).toThrow("name must be 1 to 54");
});
