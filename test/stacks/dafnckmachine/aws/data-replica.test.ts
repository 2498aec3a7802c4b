import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const { replicas } = production.database;

function stackIn(region: string): Json {
  return stacks[`dafnckmachine-production-data-${region}`]!;
}

test("creates every replica in its region, following the primary by its ARN", () => {
  expect(replicas.length).toBeGreaterThan(0);
  for (const { name, region, instanceClass } of replicas) {
    expect(stackIn(region).provider.aws[0].region).toBe(region);
    expect(only(stackIn(region), "aws_db_instance")).toMatchObject({
      identifier: `dafnckmachine-postgres-${name}`,
      instance_class: instanceClass,
      replicate_source_db: expect.stringContaining("dafnckmachine-production-data.outputs"),
    });
  }
});

test("encrypts a replica with the key of its region", () => {
  for (const { region } of replicas) {
    expect(only(stackIn(region), "aws_db_instance").kms_key_id).toContain(`production-security-${region}.outputs`);
  }
});

test("has the primary's parameters, without which a replica stops replaying", () => {
  const settings = (json: Json) => only(json, "aws_db_parameter_group").parameter;

  for (const { region } of replicas) {
    expect(settings(stackIn(region))).toEqual(settings(stacks["dafnckmachine-production-data"]!));
  }
});

test("raises alarms in the replica's region for a busy replica and one that lags an hour", () => {
  for (const { name, region } of replicas) {
    const alarms = stackIn(region).resource.aws_cloudwatch_metric_alarm;
    expect(alarms[`dafnckmachine-postgres-${name}-cpu`]).toMatchObject({
      metric_name: "CPUUtilization",
      threshold: 70,
    });
    expect(alarms[`dafnckmachine-postgres-${name}-lag`]).toMatchObject({ metric_name: "ReplicaLag", threshold: 3600 });
    expect(alarms[`dafnckmachine-postgres-${name}-lag`].alarm_actions).toEqual([
      expect.stringContaining(`production-security-${region}.outputs`),
    ]);
  }
});

test("opens only the standby's replica, to the services in its region", () => {
  for (const { region } of replicas) {
    const rules = Object.values<Json>(stackIn(region).resource.aws_vpc_security_group_ingress_rule ?? {});
    expect(rules.map(({ referenced_security_group_id: peer }) => peer)).toEqual(
      region === production.recovery!.region
        ? [expect.stringMatching(new RegExp(`network-${region}\\.outputs\\..*api`))]
        : [],
    );
  }
});

test("is left out where the environment has no replicas", () => {
  expect(Object.keys(stacks).filter((id) => /^dafnckmachine-(development|staging)-data-/.test(id))).toEqual([]);
});
