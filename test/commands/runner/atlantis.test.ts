import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
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

/**
 * Form of the keys that are written, as Atlantis 0.46 reads it; it refuses unknown keys.
 * https://github.com/runatlantis/atlantis/tree/main/server/core/config/raw
 */
const schema = z.strictObject({
  version: z.literal(3),
  parallel_plan: z.boolean(),
  parallel_apply: z.boolean(),
  abort_on_execution_order_fail: z.boolean(),
  projects: z.array(
    z.strictObject({
      // A project's name must not change when it is escaped for a URL.
      name: z.string().refine((name) => name !== "" && encodeURIComponent(name) === name),
      dir: z.string().refine((dir) => !/\.\.|[*?[]|^\//.test(dir)),
      execution_order_group: z.int().min(0),
      depends_on: z.array(z.string()).min(1).optional(),
      autoplan: z.strictObject({ enabled: z.boolean(), when_modified: z.array(z.string()).min(1) }),
    }),
  ),
});

test("writes what Atlantis reads, with names that are there and lead to an earlier group", () => {
  const text = atlantisConfig([...DEPENDENCIES.keys()], DEPENDENCIES, "cdktf.out");
  const { projects } = schema.parse(parse(text));
  const groups = new Map(projects.map(({ name, execution_order_group }) => [name, execution_order_group]));

  expect(groups.size).toBe(DEPENDENCIES.size);
  for (const { execution_order_group, depends_on = [] } of projects) {
    for (const name of depends_on) {
      expect(groups.get(name)).toBeLessThan(execution_order_group);
    }
  }
  expect(schema.safeParse(parse(atlantisConfig([], DEPENDENCIES, "cdktf.out"))).success).toBe(true);
});
