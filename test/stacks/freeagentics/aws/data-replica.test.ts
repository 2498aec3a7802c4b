import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import * as environments from "../../../../environments/freeagentics/all";
import type { DataReplicaStack } from "../../../../stacks/freeagentics/aws/data-replica";
import { expectReplicaStacks } from "../../../support/replicas";
import { prepared, stacks } from "../../../support/stacks";

const { account, database, recovery } = environments.production;
const primary = stacks["freeagentics-production-data-replica"]!;
const standby = stacks[`freeagentics-production-data-${recovery!.region}`]!;

function instances(json: Json): Json[] {
  return Object.values(json.resource.aws_db_instance);
}

test.each([
  ["the primary region", account.region, primary],
  ["the standby's region", recovery!.region, standby],
])("creates the read replicas of %s", (_, region, json) => {
  const replicas = database.replicas.filter((replica) => replica.region === region);

  expect(replicas.length).toBeGreaterThan(0);
  expect(instances(json)).toMatchObject(
    replicas.map(({ name, instanceClass }) => ({
      identifier: `freeagentics-${name}-replica`,
      instance_class: instanceClass,
      storage_type: "gp3",
      replicate_source_db: expect.stringContaining("production-data.outputs"),
    })),
  );
});

test("accepts as many connections as the primary, without which a replica stops replaying", () => {
  const settings = (json: Json) =>
    Object.values<Json>(json.resource.aws_db_parameter_group).map((one) => one.parameter);
  const [wanted] = settings(stacks["freeagentics-production-data"]!);

  expect([...settings(primary), ...settings(standby)]).toEqual(database.replicas.map(() => wanted));
  expect(wanted).toContainEqual(
    expect.objectContaining({ name: "max_connections", value: String(database.maxConnections) }),
  );
});

test("lets storage of the replicas grow as far as the primary's, since a full replica stops replaying", () => {
  const { max_allocated_storage } = only(stacks["freeagentics-production-data"]!, "aws_db_instance");
  const replicas = [...instances(primary), ...instances(standby)];

  expect(max_allocated_storage).toBe(database.maxAllocatedGibibytes);
  expect(replicas.map((replica) => replica.max_allocated_storage)).toEqual(
    replicas.map(() => database.maxAllocatedGibibytes),
  );
});

test("raises an alarm in the replica's own region when it lags more than an idle source explains", () => {
  const [replica] = database.replicas.filter(({ region }) => region === recovery!.region);
  const lag = standby.resource.aws_cloudwatch_metric_alarm[`freeagentics-${replica!.name}-replica-lag`];

  expect(lag).toMatchObject({ metric_name: "ReplicaLag", threshold: 900 });
  expect(lag.alarm_actions[0]).toContain(`security-${recovery!.region}.outputs`);
});

test("gives the standby's region an independent cache, which can scale", () => {
  const cache = only(standby, "aws_elasticache_replication_group");

  expect(cache).toMatchObject({
    num_node_groups: recovery!.cache.shards,
    replicas_per_node_group: recovery!.cache.replicasPerShard,
  });
  expect(cache.global_replication_group_id).toBeUndefined();
  expect(primary.resource.aws_elasticache_replication_group).toBeUndefined();
});

test("fails when a cache is asked for in a region without one", () => {
  const { stack } = prepared.find(({ id }) => id === "freeagentics-production-data-replica")!;

  expect(() => (stack as DataReplicaStack).standbyCache).toThrow(
    `region must be recovery.region for a cache, got ${account.region}`,
  );
});

test.each(Object.values(environments))("is there for each region in which $name has replicas", (environment) => {
  expectReplicaStacks("freeagentics", environment);
});
