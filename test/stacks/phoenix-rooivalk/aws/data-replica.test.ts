import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import * as environments from "../../../../environments/phoenix-rooivalk/all";
import { expectReplicaStacks } from "../../../support/replicas";
import { stacks } from "../../../support/stacks";

const { production } = environments;
const { account, database } = production;
const inPrimaryRegion = database.replicas.filter(({ region }) => region === account.region);
const elsewhere = database.replicas.filter(({ region }) => region !== account.region);
const primaryRegion = stacks["phoenix-rooivalk-production-data-replica"]!;

/** The stack with the replicas of a region. */
function stackOf(region: string): Json {
  return region === account.region ? primaryRegion : stacks[`phoenix-rooivalk-production-data-${region}`]!;
}

test.each(database.replicas)("makes replica $name in $region", ({ name, region, availabilityZone, instanceClass }) => {
  const json = stackOf(region);
  const replica = json.resource.aws_db_instance[name];

  expect(json.provider.aws[0].region).toBe(region);
  expect(replica).toMatchObject({
    identifier: `phoenix-rooivalk-postgres-${name}`,
    instance_class: instanceClass,
    storage_type: "gp3",
    replicate_source_db: expect.stringContaining("phoenix-rooivalk-production-data.outputs"),
  });
  expect(replica.availability_zone).toBe(availabilityZone);
});

test("gives every replica the primary's parameters, as smaller values would stop the replay", () => {
  const [primary] = resources(stacks["phoenix-rooivalk-production-data"]!, "aws_db_parameter_group");
  const regions = [...new Set(database.replicas.map(({ region }) => region))];
  const groups = regions.flatMap((region) => resources(stackOf(region), "aws_db_parameter_group"));

  expect(groups).toHaveLength(database.replicas.length);
  for (const { parameter } of groups) {
    expect(parameter).toEqual(primary!.parameter);
  }
  for (const name of ["max_connections", "max_worker_processes"]) {
    expect(primary!.parameter).toContainEqual(expect.objectContaining({ name, apply_method: "pending-reboot" }));
  }
});

test("spreads reads evenly over the replicas of the primary region by a private DNS name", () => {
  const records = resources(primaryRegion, "aws_route53_record");

  expect(new Set(records.map(({ name }) => name))).toEqual(new Set([`postgres-read.internal.${production.domain}`]));
  expect(records.map(({ records }) => records)).toEqual(
    inPrimaryRegion.map(({ name }) => [`\${aws_db_instance.${name}.address}`]),
  );
  expect(new Set(records.map(({ weighted_routing_policy }) => weighted_routing_policy.weight)).size).toBe(1);
});

test.each(elsewhere)("has no DNS name for replica $name, which is read after a failover only", ({ region }) => {
  expect(resources(stackOf(region), "aws_route53_record")).toEqual([]);
});

test.each(elsewhere)(
  "alarms in $region when replica $name lags more than an idle source explains",
  ({ name, region }) => {
    const { alarm_actions, threshold } =
      stackOf(region).resource.aws_cloudwatch_metric_alarm[`phoenix-rooivalk-postgres-${name}-lag`];

    expect(threshold).toBe(900);
    expect(alarm_actions).toEqual([expect.stringContaining(`production-security-${region}.outputs`)]);
  },
);

test.each(Object.values(environments))("is there for each region in which $name has replicas", (environment) => {
  expectReplicaStacks("phoenix-rooivalk", environment);
});
