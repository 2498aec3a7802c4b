import { expect, test } from "vitest";
import { parse } from "yaml";
import { atlantisConfig } from "../../../commands/runner/atlantis";

const DEPENDENCIES = new Map([
  ["network", []],
  ["data", ["network"]],
  ["compute", ["data"]],
  ["dns", []],
]);

test("plans each stack after those that it takes values from, directly or not", () => {
  const { version, projects } = parse(atlantisConfig(["network", "compute", "dns"], DEPENDENCIES, "cdktf.out"));

  expect(version).toBe(3);
  expect(projects).toMatchObject([
    { name: "network", dir: "cdktf.out/stacks/network", execution_order_group: 0 },
    { name: "compute", execution_order_group: 1, depends_on: ["network"] },
    { name: "dns", execution_order_group: 0 },
  ]);
  expect(projects[0].depends_on).toBeUndefined();
});

test("plans nothing without a stack", () => {
  expect(parse(atlantisConfig([], DEPENDENCIES, "cdktf.out")).projects).toEqual([]);
});
