import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT } from "@modules/core/ports";
import { statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { stacks } from "../../../support/stacks";

const { resource } = stacks["freeagentics-production-backups"]!;
const { database, sources } = production.backups;

test("runs each backup on its own schedule, in UTC", () => {
  const schedules = Object.values<Json>(resource.aws_scheduler_schedule).map((one) => [
    one.name,
    one.schedule_expression,
    one.schedule_expression_timezone,
    one.state,
  ]);

  expect(schedules).toEqual([
    ["freeagentics-database-backup", database.schedule, "UTC", "ENABLED"],
    ["freeagentics-source-backup", sources.schedule, "UTC", "ENABLED"],
  ]);
});

test("lets a task write its own backups, but neither read nor delete any", () => {
  const put = Object.values<Json>(resource.aws_iam_role_policy).filter(({ name }) => name.startsWith("put-"));

  expect(put.map(({ name }) => name)).toEqual(["put-backups-db", "put-sources-git"]);
  for (const { policy } of put) {
    expect(statements(policy)[0].Action).toEqual(["s3:PutObject", "s3:AbortMultipartUpload"]);
  }
});

test("opens egress to the database and to HTTPS only", () => {
  const ports = Object.values<Json>(resource.aws_vpc_security_group_egress_rule).map(
    ({ from_port, cidr_ipv4 = "the database" }) => `${from_port} ${cidr_ipv4}`,
  );

  expect(ports).toEqual(["443 0.0.0.0/0", `${POSTGRES_PORT} the database`]);
});

test("dumps as a user of its own, with a token in place of a password", () => {
  const [dump] = Object.values<Json>(resource.aws_ecs_task_definition).map((one) =>
    JSON.parse(one.container_definitions),
  );

  const logins = Object.values<Json>(resource.aws_iam_role_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Action }) => Action === "rds-db:connect");

  expect(dump[0].secrets ?? []).toEqual([]);
  expect(dump[0].environment).toContainEqual({ name: "PGUSER", value: "dumps" });
  expect(logins.map(({ Resource }) => Resource)).toEqual([expect.stringMatching(/:dbuser:.*\/dumps$/)]);
});

test("bundles every source repository of the environment", () => {
  const [, bundle] = Object.values<Json>(resource.aws_ecs_task_definition).map((one) =>
    JSON.parse(one.container_definitions),
  );

  expect(bundle[0].environment).toContainEqual({ name: "REPOSITORIES", value: sources.repositories.join(" ") });
});
