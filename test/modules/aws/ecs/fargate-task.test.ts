import type { FargateTaskProps } from "@modules/aws/ecs/fargate-task";
import { Secret } from "@modules/aws/security/secret";
import { FileSystem } from "@modules/aws/storage/file-system";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { Fixture } from "./fixture";

function task(props: Partial<FargateTaskProps> = {}): Json {
  return synth((stack) => new Fixture(stack).task(props));
}

function container(json: Json): Json {
  return JSON.parse(only(json, "aws_ecs_task_definition").container_definitions)[0];
}

/** Statements of the policies of the role with this id. */
function granted(json: Json, role: string): Json[] {
  return Object.values<Json>(json.resource.aws_iam_role_policy)
    .filter((policy) => policy.role.includes(`_${role}_`))
    .flatMap(({ policy }) => statements(policy));
}

test("runs without capabilities on a file system that is writable in /tmp only", () => {
  const json = task();

  expect(container(json)).toMatchObject({
    readonlyRootFilesystem: true,
    linuxParameters: { capabilities: { add: [], drop: ["ALL"] } },
    mountPoints: [{ sourceVolume: "tmp", containerPath: "/tmp", readOnly: false }],
  });
  expect(only(json, "aws_ecs_task_definition")).toMatchObject({
    family: "orders",
    network_mode: "awsvpc",
    requires_compatibilities: ["FARGATE"],
    volume: [{ name: "tmp" }],
  });
});

test("runs an image by its tag or digest", () => {
  const url = "${aws_ecr_repository.images.repository_url}";
  expect(container(task()).image).toBe(`${url}:v1.0.0`);

  const digest = `sha256:${"0".repeat(64)}`;
  const json = synth((stack) => {
    const fixture = new Fixture(stack);
    const repository = { url: "registry/orders", grantPull: () => {} } as never;
    fixture.task({ image: { repository, tag: digest } });
  });
  expect(container(json).image).toBe(`registry/orders@${digest}`);
});

test("lets ECS pull from its repository and write to its log group only", () => {
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

test("reads secrets with the execution role, and not with the task role", () => {
  const json = synth((stack) => {
    const fixture = new Fixture(stack);
    const secret = new Secret(stack, "database", {
      name: "shop/database",
      description: "Login",
      fields: ["url", "user"],
      key: fixture.key,
    });
    fixture.task({
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

test("mounts a file system through its access point, encrypted and with the task role", () => {
  const json = synth((stack) => {
    const fixture = new Fixture(stack);
    const fileSystem = new FileSystem(stack, "files", {
      name: "shop",
      vpc: fixture.vpc,
      key: fixture.key,
      accessPoints: { shared: { path: "/shared", uid: 1000, gid: 1000 } },
    });
    fixture.task({ mounts: { shared: { fileSystem, accessPoint: "shared", path: "/data" } } });
  });

  expect(only(json, "aws_ecs_task_definition").volume[1]).toMatchObject({
    efs_volume_configuration: { transit_encryption: "ENABLED", authorization_config: { iam: "ENABLED" } },
  });
  expect(container(json).mountPoints[1]).toMatchObject({ sourceVolume: "shared", containerPath: "/data" });
  expect(granted(json, "role")).toMatchObject([
    { Action: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"] },
  ]);
});

test("keeps former revisions registered for rollbacks", () => {
  expect(only(task(), "aws_ecs_task_definition").skip_destroy).toBe(true);
});

test.each([
  [
    { cpu: 256, memoryMebibytes: 4096 },
    "must be 512 or 1024 or 2048 with a cpu of 256, got 4096; more memory needs more cpu",
  ],
  [
    { cpu: 1024, memoryMebibytes: 1024 },
    "must be 2048 to 8192 in steps of 1024 with a cpu of 1024, got 1024; the next larger size is 2048",
  ],
  [{ cpu: 2048, memoryMebibytes: 4500 }, "got 4500; the next larger size is 5120"],
  [{ cpu: 300 as never, memoryMebibytes: 512 }, "cpu must be 256 or 512 or 1024"],
] as const)("fails on a size that Fargate does not offer: %o", (size, message) => {
  expect(() => task(size)).toThrow(message);
});

test("lets overrides win over what it sets", () => {
  const json = task({ overrides: { skipDestroy: false, ephemeralStorage: { sizeInGib: 50 } } });

  expect(only(json, "aws_ecs_task_definition")).toMatchObject({
    skip_destroy: false,
    ephemeral_storage: { size_in_gib: 50 },
  });
});

test.each([
  [["username", "password"], "secrets.URL.field must be username or password, got url; list it in the fields of login"],
  [[], "secrets.URL.field must be left out for a secret without fields, got url; list it in the fields of login"],
])("fails on a field that the secret does not have: %j", (fields, message) => {
  const arn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:login-AbCdEf";

  expect(() =>
    synth((stack) => {
      const secret = Secret.fromExisting(stack, "login", { arn, fields });
      new Fixture(stack).task({ secrets: { URL: { secret, field: "url" } } });
    }),
  ).toThrow(message);
});

test("fails on a name that leaves no room for the roles' suffix", () => {
  expect(() => task({ name: "o".repeat(55) })).toThrow("name must be 1 to 54");
});
