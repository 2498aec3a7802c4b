import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/phoenix-rooivalk/development";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const { region } = production.recovery!;
const cache = stacks[`phoenix-rooivalk-production-cache-${region}`]!;
const group = only(cache, "aws_elasticache_replication_group");

test("joins the primary region's global datastore", () => {
  expect(group).toMatchObject({
    replication_group_id: `phoenix-sessions-${region}`,
    global_replication_group_id: expect.stringContaining("production-data.outputs"),
    replicas_per_node_group: production.cache.replicasPerShard,
    snapshot_retention_limit: production.cache.snapshotRetentionDays,
  });
});

test("is encrypted with the key of its own region", () => {
  expect(cache.provider.aws[0].region).toBe(region);
  expect(group.kms_key_id).toContain(`security-${region}.outputs`);
});

test("leaves node type and engine version to the global datastore", () => {
  expect(group.node_type).toBeUndefined();
  expect(group.engine_version).toBeUndefined();
});

test("is left out without a standby", () => {
  expect(development).not.toHaveProperty("recovery");
  expect(Object.keys(stacks).filter((id) => id.startsWith("phoenix-rooivalk-development-cache"))).toEqual([]);
});
