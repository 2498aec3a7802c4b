import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

function production(stack: string): Json {
  return stacks[`dafnckmachine-production-${stack}`]!;
}

function standby(stack: string): Json {
  return production(`${stack}-us-west-2`);
}

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

const containers = standby("containers");

function container(family: string): Json {
  const task = all(containers, "aws_ecs_task_definition").find((found) => found.family === family);
  return JSON.parse(task.container_definitions)[0];
}

test("stands in its own region, in production alone", () => {
  for (const stack of ["registry", "load-balancing", "compute", "containers"]) {
    expect(standby(stack).provider.aws.map(({ region }: Json) => region)).toEqual(["us-west-2"]);
  }
  expect(Object.keys(stacks).filter((id) => /-(development|staging)-.*us-west-2$/.test(id))).toEqual([]);
});

test("runs the primary region's services and tiers, at the least that answers", () => {
  expect(all(containers, "aws_ecs_service").map(({ name, desired_count }) => [name, desired_count])).toEqual([
    ["agent-orchestration", 1],
    ["user-management", 1],
  ]);
  expect(all(standby("compute"), "aws_autoscaling_group").map(({ name, min_size }) => [name, min_size])).toEqual(
    expect.arrayContaining([
      ["dafnckmachine-web", 1],
      ["dafnckmachine-api", 1],
    ]),
  );
});

test("grows under load as far as the primary region does", () => {
  const most = (json: Json) => all(json, "aws_appautoscaling_target").map(({ max_capacity }) => max_capacity);
  const largest = (json: Json) => all(json, "aws_autoscaling_group").map(({ max_size }) => max_size);

  expect(most(containers)).toEqual(most(production("containers")));
  expect(largest(standby("compute"))).toEqual(largest(production("compute")));
});

test("leaves work that is fetched to the primary region: no workers, no nightly batch", () => {
  const workers = all(standby("compute"), "aws_autoscaling_group").find(({ name }) => name === "dafnckmachine-worker");

  expect(workers.min_size).toBe(0);
  expect(only(containers, "aws_scheduler_schedule").state).toBe("DISABLED");
  expect(only(production("containers"), "aws_scheduler_schedule").state).toBe("ENABLED");
});

test("follows each new version by itself, without a blue-green deployment", () => {
  const [, users] = all(containers, "aws_ecs_service");

  expect(users.deployment_controller.type).toBe("ECS");
  expect(containers.resource.aws_codedeploy_deployment_group).toBeUndefined();
  expect(all(containers, "aws_lb_listener_rule").some(({ lifecycle }) => lifecycle)).toBe(false);
});

test("pulls images from its own region, which gets all that are pushed", () => {
  const copied = only(production("registry"), "aws_ecr_replication_configuration").replication_configuration.rule[0];

  expect(container("agent-orchestration").image).toContain("production-registry-us-west-2.outputs");
  expect(copied.repository_filter).toHaveLength(all(standby("registry"), "aws_ecr_repository").length);
  expect(all(standby("registry"), "aws_ecr_repository").map(({ name }) => name)).toEqual(
    all(production("registry"), "aws_ecr_repository").map(({ name }) => name),
  );
});

test("reads the replica of its region, which admits its tasks and no other region's", () => {
  const address = container("user-management").environment.find(({ name }: Json) => name === "DATABASE_HOST");

  expect(address.value).toMatch(/production-data-us-west-2\.outputs\..*west.*address}$/);
  expect(only(standby("data"), "aws_vpc_security_group_ingress_rule")).toMatchObject({
    from_port: 5432,
    referenced_security_group_id: expect.stringMatching(/network-us-west-2\.outputs\..*api/),
  });
  expect(production("data-eu-west-1").resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
});

test("has nothing of the primary region to fail with it: no cache, table, file system or key", () => {
  for (const family of ["agent-orchestration", "user-management"]) {
    const names = container(family).environment.map(({ name }: Json) => name);
    expect(names).toEqual(["AWS_REGION", "DATABASE_HOST", "DATABASE_SECRET_ARN"]);
  }
  for (const stack of ["containers", "compute"]) {
    expect(JSON.stringify(standby(stack).resource)).not.toMatch(/production-(security|network|registry)\.outputs/);
  }
});

test("reads copies of the secrets, under its region's key", () => {
  for (const secret of all(production("data"), "aws_secretsmanager_secret")) {
    expect(secret.replica).toEqual([
      { region: "us-west-2", kms_key_id: expect.stringContaining("production-security-us-west-2.outputs") },
    ]);
  }
  for (const { valueFrom } of container("user-management").secrets) {
    expect(valueFrom).toMatch(/us-west-2_arn/);
  }
});

test("lets the rotation of the password write the copy too", () => {
  const rotation = all(production("data"), "aws_iam_role_policy").find(({ name }) => name === "rotate-master-password");

  expect(JSON.parse(rotation.policy).Statement).toContainEqual({
    Effect: "Allow",
    Action: ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey"],
    Resource: expect.stringContaining("production-security-us-west-2.outputs"),
  });
});

test("answers to the same names, by a certificate that the primary region's records validate", () => {
  const names = ({ domain_name, subject_alternative_names }: Json) => [domain_name, ...subject_alternative_names];
  const balancing = standby("load-balancing");

  expect(names(only(balancing, "aws_acm_certificate"))).toEqual(
    names(only(production("load-balancing"), "aws_acm_certificate")),
  );
  expect(balancing.resource.aws_route53_record).toBeUndefined();
  expect(balancing.resource.aws_lb.public).toMatchObject({ load_balancer_type: "application", internal: false });
});

test("names what the account or all of AWS shares after its region", () => {
  expect(only(standby("load-balancing"), "aws_s3_bucket").bucket).toBe("dafnckmachine-alb-logs-us-west-2");
  const shared = ["containers", "compute"].flatMap((stack) => [
    ...all(standby(stack), "aws_iam_role"),
    ...all(standby(stack), "aws_iam_instance_profile"),
  ]);
  expect(shared.filter(({ name }) => !name.endsWith("-us-west-2"))).toEqual([]);
  expect(shared.length).toBeGreaterThan(0);
});
