import { expect, test } from "vitest";
import { prepared } from "../../support/stacks";

function before(id: string): string[] {
  const { stack } = prepared.find((one) => one.id === id)!;
  return stack.dependencies.map(({ node }) => node.id);
}

test("applies what is inside a cluster in the order it is defined, as definitions of resources come first", () => {
  expect(before("dafnckmachine-production-workloads")).toEqual(
    expect.arrayContaining(["dafnckmachine-production-controllers", "dafnckmachine-production-registry"]),
  );
  expect(before("dafnckmachine-production-observability")).toContain("dafnckmachine-production-controllers");
  expect(before("lp-production-workloads")).toContain("lp-production-controllers");
});

test("applies the cluster of one environment without another's", () => {
  const others = before("dafnckmachine-production-workloads").filter(
    (id) => !id.startsWith("dafnckmachine-production-"),
  );

  expect(others).toEqual([]);
});
