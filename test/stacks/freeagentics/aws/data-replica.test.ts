import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const primary = stacks["freeagentics-production-data-replica"]!;
const standby = stacks["freeagentics-production-data-us-west-2"]!;

test("reads from two replicas beside the primary and one in the standby's region", () => {
  const replicas = (json: Json) => Object.values<Json>(json.resource.aws_db_instance);

  expect(replicas(primary).map(({ identifier }) => identifier)).toEqual([
    "freeagentics-first-replica",
    "freeagentics-second-replica",
  ]);
  expect(replicas(standby).map(({ identifier }) => identifier)).toEqual(["freeagentics-west-replica"]);
  for (const replica of [...replicas(primary), ...replicas(standby)]) {
    expect(replica).toMatchObject({
      instance_class: "db.r5.xlarge",
      storage_type: "gp3",
      replicate_source_db: expect.stringContaining("production-data.outputs"),
    });
  }
});

test("takes as many connections as the primary, without which none could replay", () => {
  const settings = (json: Json) =>
    Object.values<Json>(json.resource.aws_db_parameter_group).map((one) => one.parameter);
  const [wanted] = settings(stacks["freeagentics-production-data"]!);

  expect([...settings(primary), ...settings(standby)]).toEqual([wanted, wanted, wanted]);
  expect(wanted).toContainEqual(expect.objectContaining({ name: "max_connections", value: "3500" }));
});

test("lets replicas grow with the primary, since a full one replays no more", () => {
  const { max_allocated_storage } = only(stacks["freeagentics-production-data"]!, "aws_db_instance");
  const replicas = [primary, standby].flatMap((json) => Object.values<Json>(json.resource.aws_db_instance));

  expect(max_allocated_storage).toBe(2000);
  expect(replicas.map((replica) => replica.max_allocated_storage)).toEqual([2000, 2000, 2000]);
});

test("tells people of a replica more than a second behind, in its own region", () => {
  const lag = standby.resource.aws_cloudwatch_metric_alarm["west-lag"];

  expect(lag).toMatchObject({ metric_name: "ReplicaLag", threshold: 1 });
  expect(lag.alarm_actions[0]).toContain("security-us-west-2.outputs");
});

test("gives the standby a cache of its own, in no global group", () => {
  expect(only(standby, "aws_elasticache_replication_group")).toMatchObject({ num_node_groups: 3 });
  expect(only(standby, "aws_elasticache_replication_group").global_replication_group_id).toBeUndefined();
  expect(primary.resource.aws_elasticache_replication_group).toBeUndefined();
});

test("is left out where the environment has no replicas", () => {
  expect(stacks).not.toHaveProperty("freeagentics-development-data-replica");
});
