import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/lp/development";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const replica = production.database.replica!;
const data = stacks[`lp-production-data-${replica.region}`]!;
const security = `lp-production-security-${replica.region}`;

test("joins the global database with a cluster in the replica's region", () => {
  expect(data.provider.aws[0].region).toBe(replica.region);
  expect(only(data, "aws_rds_cluster")).toMatchObject({
    cluster_identifier: "lp-postgresql-replica",
    global_cluster_identifier: expect.stringContaining("aws_rds_global_clusterdatabase-global"),
    source_region: production.account.region,
    kms_key_id: expect.stringContaining(security),
  });
});

test("makes the environment's instances in their availability zones", () => {
  expect(
    resources(data, "aws_rds_cluster_instance").map(({ identifier, availability_zone, instance_class }) => [
      identifier,
      availability_zone,
      instance_class,
    ]),
  ).toEqual(Object.entries(replica.instances).map(([name, zone]) => [name, zone, replica.instanceClass]));
});

test("has the parameters of the primary cluster", () => {
  const primary = stacks["lp-production-data"]!;

  expect(only(data, "aws_rds_cluster_parameter_group").parameter).toEqual(
    only(primary, "aws_rds_cluster_parameter_group").parameter,
  );
});

test("alarms in the replica's region when the replica lags by a minute", () => {
  const alarm = only(data, "aws_cloudwatch_metric_alarm");

  expect(alarm).toMatchObject({ metric_name: "AuroraGlobalDBReplicationLag", threshold: 60_000 });
  expect(alarm.alarm_actions[0]).toContain(security);
});

test("is left out without a replica in the environment", () => {
  expect(development.database.replica).toBeUndefined();
  expect(Object.keys(stacks).filter((id) => id.startsWith("lp-development-data-"))).toEqual([]);
});
