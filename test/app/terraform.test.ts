import { expect, test } from "vitest";
import { prepared } from "../support/stacks";

test.each(prepared.map((stack) => [stack.id, stack] as const))("renders %s as cdktf does", (_, { json, stack }) => {
  expect(json).toStrictEqual(stack.toTerraform());
});
