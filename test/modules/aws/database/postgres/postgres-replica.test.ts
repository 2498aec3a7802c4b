import { setAccount } from "@modules/aws/account";
import { PostgresReplica, type PostgresReplicaProps } from "@modules/aws/database/postgres/postgres-replica";
import type { Json } from "@modules/checks/json";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { postgres } from "./fixture";

/** JSON of a replica in a region; the source is in us-east-1. */
function replica(region: string, props: Partial<PostgresReplicaProps> = {}): Json {
  const json = postgres({}, (source, { stack, vpc, logsKey }) => {
    const scope = new Construct(stack, "place");
    setAccount(scope, { id: "111122223333", region });
    new PostgresReplica(scope, "replica", {
      identifier: "shop-postgres-replica",
      source,
      engineVersion: "15",
      instanceClass: "db.r5.large",
      vpc,
      key: logsKey,
      logsKey,
      logRetentionDays: 30,
      ...props,
    });
  });
  return Object.values<Json>(json.resource.aws_db_instance).find((one) => one.replicate_source_db)!;
}

test("has companions and backups of its own", () => {
  expect(replica("us-east-1")).toMatchObject({
    replicate_source_db: "${aws_db_instance.database.arn}",
    db_subnet_group_name: expect.stringContaining("aws_db_subnet_group.place_replica"),
    parameter_group_name: expect.stringContaining("aws_db_parameter_group.place_replica"),
    backup_retention_period: 7,
    skip_final_snapshot: true,
    deletion_protection: true,
  });
});

test.each(["engine", "engine_version", "username", "password_wo", "allocated_storage", "db_name"])(
  "leaves %s to its source",
  (argument) => {
    expect(replica("us-east-1")).not.toHaveProperty(argument);
  },
);

test("names a key in another region only, because RDS uses the source's key in its own", () => {
  expect(replica("us-west-2").kms_key_id).toBe("${aws_kms_key.logs-key.arn}");
  expect(replica("us-east-1")).not.toHaveProperty("kms_key_id");
});

test("can be in one availability zone, with storage that grows", () => {
  expect(replica("us-west-2", { availabilityZone: "us-west-2b", maxAllocatedGibibytes: 900 })).toMatchObject({
    availability_zone: "us-west-2b",
    max_allocated_storage: 900,
  });
});

test("can have no backups, and no more than 35 days of them", () => {
  expect(replica("us-west-2", { backupRetentionDays: 0 }).backup_retention_period).toBe(0);
  expect(() => replica("us-west-2", { backupRetentionDays: 36 })).toThrow(
    "backupRetentionDays must be a whole number, 0 to 35, got 36",
  );
});
