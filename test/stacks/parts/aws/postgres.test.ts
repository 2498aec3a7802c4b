import { Construct } from "constructs";
import { expect, test } from "vitest";
import { replicationSourceOf } from "../../../../stacks/parts/aws/postgres";

test("fails when the environment lists no replica", () => {
  const stack = Object.assign(new Construct(undefined as never, "data"), { replicationSource: undefined });

  expect(() => replicationSourceOf(stack)).toThrow(
    "data: database.replicas must be one or more for a stack of replicas, got none",
  );
});
