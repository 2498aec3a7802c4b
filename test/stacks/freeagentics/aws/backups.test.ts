import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, statements } from "../../../support/synth";

const { resource } = stacks["freeagentics-production-backups"]!;

test("dumps the database at two and copies the sources at four, by schedules of their own", () => {
  const schedules = Object.values<Json>(resource.aws_scheduler_schedule).map((one) => [
    one.name,
    one.schedule_expression,
    one.schedule_expression_timezone,
    one.state,
  ]);

  expect(schedules).toEqual([
    ["freeagentics-database-backup", "cron(0 2 * * ? *)", "UTC", "ENABLED"],
    ["freeagentics-source-backup", "cron(0 4 * * ? *)", "UTC", "ENABLED"],
  ]);
});

test("lets a task write its own backups, and neither read nor delete any", () => {
  const put = Object.values<Json>(resource.aws_iam_role_policy).filter(({ name }) => name.startsWith("put-"));

  expect(put.map(({ name }) => name)).toEqual(["put-backups-db", "put-sources-git"]);
  for (const { policy } of put) {
    expect(statements(policy)[0].Action).toEqual(["s3:PutObject", "s3:AbortMultipartUpload"]);
  }
});

test("reaches the database, and the world over HTTPS only", () => {
  const ports = Object.values<Json>(resource.aws_vpc_security_group_egress_rule).map(
    ({ from_port, cidr_ipv4 = "the database" }) => `${from_port} ${cidr_ipv4}`,
  );

  expect(ports).toEqual(["443 0.0.0.0/0", "5432 the database"]);
});

test("takes passwords from secrets when it starts, never from its settings", () => {
  const [dump] = Object.values<Json>(resource.aws_ecs_task_definition).map((one) =>
    JSON.parse(one.container_definitions),
  );

  expect(dump[0].secrets.map(({ name }: Json) => name)).toEqual(["DATABASE_CREDENTIALS"]);
  expect(dump[0].environment.map(({ name }: Json) => name)).not.toContain("PGPASSWORD");
});
