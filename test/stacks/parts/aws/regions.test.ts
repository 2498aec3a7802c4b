import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import { expect, test } from "vitest";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { phoenixRooivalkSchema } from "../../../../environments/phoenix-rooivalk/rules";
import { type RegionStacks, regionsOf, replicasByRegion } from "../../../../stacks/parts/aws/regions";

const environment = phoenixRooivalkSchema.parse(production);
const key = {} as IKey;

function stacksOf(region: string): RegionStacks<string> {
  return { region, keys: { data: key, logs: key }, alerts: {} as IAlerts, network: `network of ${region}` };
}

test("makes the stacks of the primary region before those of the secondary regions", () => {
  const made: string[] = [];
  const { primary } = regionsOf(environment, (region) => {
    made.push(region);
    return stacksOf(region);
  });

  expect(made).toEqual(["us-east-1", "us-west-2"]);
  expect(primary.network).toBe("network of us-east-1");
});

test("finds the standby's region with its least number of instances", () => {
  const { recovery } = regionsOf(environment, stacksOf);

  expect(recovery).toMatchObject({ region: "us-west-2", network: "network of us-west-2", min: 1 });
});

test("has no standby in an environment without recovery", () => {
  expect(regionsOf({ ...environment, recovery: undefined }, stacksOf).recovery).toBeUndefined();
});

test("makes one value for each region with replicas of the database", () => {
  const made: string[] = [];
  const replicas = replicasByRegion(environment, regionsOf(environment, stacksOf), ({ region, network }) => {
    made.push(region);
    return `replicas in ${network}`;
  });

  expect(made).toEqual(["us-east-1", "us-west-2"]);
  expect(replicas.get("us-west-2")).toBe("replicas in network of us-west-2");
  expect(replicas.find("eu-west-1")).toBeUndefined();
  expect(() => replicas.get("eu-west-1")).toThrow(
    "phoenix-rooivalk-production replicas: region must be one of (us-east-1, us-west-2), got eu-west-1",
  );
});

test("fails when a region is asked for that the environment does not have", () => {
  expect(() => regionsOf(environment, stacksOf).all.get("eu-west-1")).toThrow(
    "phoenix-rooivalk-production: region must be one of (us-east-1, us-west-2), got eu-west-1",
  );
});
