import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT } from "@modules/core/ports";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { LISTENER_RULES } from "../../../../stacks/dafnckmachine/aws/listener-rules";
import { stacks } from "../../../support/stacks";

const { region, min } = production.recovery!;
/** A region with replicas but without a standby. */
const otherRegion = production.database.replicas.find((replica) => replica.region !== region)!.region;

function primary(stack: string): Json {
  return stacks[`dafnckmachine-production-${stack}`]!;
}

function standby(stack: string): Json {
  return primary(`${stack}-${region}`);
}

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

const containers = standby("containers");

function container(family: string): Json {
  const task = all(containers, "aws_ecs_task_definition").find((found) => found.family === family);
  return JSON.parse(task.container_definitions)[0];
}

test("runs in the recovery region, in production only", () => {
  for (const stack of ["registry", "load-balancing", "compute", "containers"]) {
    expect(standby(stack).provider.aws.map((provider: Json) => provider.region)).toEqual([region]);
  }
  expect(Object.keys(stacks).filter((id) => /^dafnckmachine-(development|staging)-.*-\w+-\w+-\d$/.test(id))).toEqual(
    [],
  );
});

test("runs the primary region's services and tiers at their minimum size", () => {
  expect(all(containers, "aws_ecs_service").map(({ name, desired_count }) => [name, desired_count])).toEqual([
    ["agent-orchestration", min],
    ["user-management", min],
    ["dafnck-machine-api", min],
  ]);
  expect(all(standby("compute"), "aws_autoscaling_group").map(({ name, min_size }) => [name, min_size])).toEqual(
    expect.arrayContaining([
      ["dafnckmachine-web", min],
      ["dafnckmachine-api", min],
    ]),
  );
});

test("scales as far as the primary region", () => {
  const most = (json: Json) => all(json, "aws_appautoscaling_target").map(({ max_capacity }) => max_capacity);
  const largest = (json: Json) => all(json, "aws_autoscaling_group").map(({ max_size }) => max_size);

  expect(most(containers)).toEqual([...most(primary("containers")), production.containers.standbyApi!.max]);
  expect(largest(standby("compute"))).toEqual(largest(primary("compute")));
});

test("runs no workers and no nightly batch, which the primary region runs", () => {
  const workers = all(standby("compute"), "aws_autoscaling_group").find(({ name }) => name === "dafnckmachine-worker");

  expect(workers.min_size).toBe(0);
  expect(only(containers, "aws_scheduler_schedule").state).toBe("DISABLED");
  expect(only(primary("containers"), "aws_scheduler_schedule").state).toBe("ENABLED");
});

test("deploys new versions task by task, without CodeDeploy", () => {
  const [, users] = all(containers, "aws_ecs_service");

  expect(users.deployment_controller.type).toBe("ECS");
  expect(containers.resource.aws_codedeploy_deployment_group).toBeUndefined();
  expect(all(containers, "aws_lb_listener_rule").some(({ lifecycle }) => lifecycle)).toBe(false);
});

test("pulls images from its region's registry, to which the primary registry replicates", () => {
  const copied = only(primary("registry"), "aws_ecr_replication_configuration").replication_configuration.rule[0];

  expect(container("agent-orchestration").image).toContain(`production-registry-${region}.outputs`);
  expect(copied.repository_filter).toHaveLength(all(standby("registry"), "aws_ecr_repository").length);
  expect(all(standby("registry"), "aws_ecr_repository").map(({ name }) => name)).toEqual(
    all(primary("registry"), "aws_ecr_repository").map(({ name }) => name),
  );
});

test("uses the database replica of its region, which admits its tasks only", () => {
  const address = container("user-management").environment.find(({ name }: Json) => name === "DATABASE_HOST");

  const { name } = production.database.replicas.find((replica) => replica.region === region)!;

  expect(address.value).toMatch(new RegExp(`production-data-${region}\\.outputs\\..*${name}.*address}$`));
  expect(only(standby("data"), "aws_vpc_security_group_ingress_rule")).toMatchObject({
    from_port: POSTGRES_PORT,
    referenced_security_group_id: expect.stringMatching(new RegExp(`network-${region}\\.outputs\\..*api`)),
  });
  expect(primary(`data-${otherRegion}`).resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
});

test("serves the API's paths with tasks of the stable version, since it has no cluster", () => {
  const [rule] = all(containers, "aws_lb_listener_rule").filter(
    ({ priority }) => priority === LISTENER_RULES.versions.priority,
  );
  const [, , api] = all(containers, "aws_ecs_service");

  expect(rule.condition).toEqual([{ path_pattern: { values: LISTENER_RULES.versions.pathPatterns } }]);
  expect(rule.action[0].target_group_arn).toBe(api.load_balancer[0].target_group_arn);
  expect(container("dafnck-machine-api").image).toMatch(new RegExp(`:${production.workloads.api.imageTag}$`));
  expect(all(primary("containers"), "aws_ecs_service").map(({ name }) => name)).not.toContain("dafnck-machine-api");
});

test("uses the replica of the sessions, which accepts writes", () => {
  const replicas = standby("data").resource.aws_dynamodb_table_replica;
  const tables = primary("data").resource.aws_dynamodb_table;

  expect(Object.keys(replicas)).toEqual(["user-sessions"]);
  for (const [name, replica] of Object.entries<Json>(replicas)) {
    expect(replica.global_table_arn).toContain(`aws_dynamodb_table${name}arn`);
    expect(tables[name]).toMatchObject({ stream_enabled: true, stream_view_type: "NEW_AND_OLD_IMAGES" });
    expect(tables[name].lifecycle.ignore_changes).toContain("replica");
  }
  const granted = all(containers, "aws_iam_role_policy").flatMap(({ policy }) => JSON.parse(policy).Statement);
  expect(JSON.stringify(granted)).toContain(`data-${region}.outputs.cross-stack-output-aws_dynamodb_table_replica`);
});

test("has a copy of the shared files, which EFS keeps up to date", () => {
  expect(only(primary("data"), "aws_efs_replication_configuration").destination).toMatchObject({
    region,
    kms_key_id: expect.stringContaining(`production-security-${region}.outputs`),
  });
});

test("depends on no cache, file system or key of the primary region", () => {
  const shared = ["AWS_REGION", "DATABASE_HOST", "DATABASE_NAME", "DATABASE_PORT", "DATABASE_USER", "UPLOADS_BUCKET"];
  for (const [family, more] of [
    ["agent-orchestration", []],
    ["user-management", ["SESSIONS_TABLE"]],
  ] as const) {
    const names = container(family).environment.map(({ name }: Json) => name);
    expect(names.sort()).toEqual([...shared, ...more].sort());
  }
  for (const stack of ["containers", "compute"]) {
    expect(JSON.stringify(standby(stack).resource)).not.toMatch(/production-(security|network|registry)\.outputs/);
  }
});

test("reads the replicas of the secrets, encrypted with its region's key", () => {
  const replicas = all(primary("data"), "aws_secretsmanager_secret").map(({ replica }) => replica);
  const { secrets } = container("user-management");

  expect(replicas.length).toBeGreaterThan(0);
  for (const replica of replicas) {
    expect(replica).toEqual([{ region, kms_key_id: expect.stringContaining(`production-security-${region}.outputs`) }]);
  }
  expect(secrets.length).toBeGreaterThan(0);
  for (const { valueFrom } of secrets) {
    expect(valueFrom).toContain(`${region}_arn`);
  }
});

test("lets the password rotation write the replica of the secret", () => {
  const rotation = all(primary("data"), "aws_iam_role_policy").find(({ name }) => name === "rotate-master-password");

  expect(JSON.parse(rotation.policy).Statement).toContainEqual({
    Effect: "Allow",
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
    Resource: expect.stringContaining(`production-security-${region}.outputs`),
  });
});

test("serves the primary region's names, with a certificate that the primary region's records validate", () => {
  const names = ({ domain_name, subject_alternative_names }: Json) => [domain_name, ...subject_alternative_names];
  const balancing = standby("load-balancing");

  expect(names(only(balancing, "aws_acm_certificate"))).toEqual(
    names(only(primary("load-balancing"), "aws_acm_certificate")),
  );
  expect(balancing.resource.aws_route53_record).toBeUndefined();
  expect(balancing.resource.aws_lb.public).toMatchObject({ load_balancer_type: "application", internal: false });
});

test("ends the names of buckets and roles, which are global, with its region", () => {
  expect(only(standby("load-balancing"), "aws_s3_bucket").bucket).toBe(`dafnckmachine-alb-logs-${region}`);
  const shared = ["containers", "compute"].flatMap((stack) => [
    ...all(standby(stack), "aws_iam_role"),
    ...all(standby(stack), "aws_iam_instance_profile"),
  ]);
  expect(shared.filter(({ name }) => !name.endsWith(`-${region}`))).toEqual([]);
  expect(shared.length).toBeGreaterThan(0);
});
