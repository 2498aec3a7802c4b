import { Construct } from "constructs";
import { expect, test } from "vitest";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { firstReplica, type Replicas } from "../../../../stacks/parts/aws/postgres-replicas";
import { prepared } from "../../../support/stacks";

function replicasOf(id: string) {
  const { stack } = prepared.find((one) => one.id === id)!;
  return stack as typeof stack & { readonly replicas: Replicas };
}

test("makes the replicas of the stack's region, by their names in the environment", () => {
  const inRegion = (region: string) =>
    production.database.replicas.filter((replica) => replica.region === region).map(({ name }) => name);

  expect(Object.keys(replicasOf("phoenix-rooivalk-production-data-replica").replicas)).toEqual(inRegion("us-east-1"));
  expect(Object.keys(replicasOf("phoenix-rooivalk-production-data-us-west-2").replicas)).toEqual(inRegion("us-west-2"));
});

test("takes the first replica of the environment's list for a standby", () => {
  const stack = replicasOf("phoenix-rooivalk-production-data-replica");

  expect(firstReplica(stack)).toBe(stack.replicas["read-a"]);
});

test("fails when a standby's region has no replica", () => {
  const stack = Object.assign(new Construct(undefined as never, "data"), { replicas: {} });

  expect(() => firstReplica(stack)).toThrow(
    "data: database.replicas must be one or more in the region of this stack, got none",
  );
});
