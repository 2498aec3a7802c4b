import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkedEnvironments } from "../app/environments";
import { environmentName } from "../commands/stacks";
import { platforms } from "../stacks/platforms";

test("plans and can apply every environment", () => {
  const workflow = readFileSync(join(import.meta.dirname, "../.github/workflows/deliver.yml"), "utf8");
  const lists = [...workflow.matchAll(/(?:options|environment):\n((?: +- .+\n)+)/g)].map(([, list]) =>
    list!.trim().split(/\s*- /).filter(Boolean),
  );
  const names = checkedEnvironments(platforms).map(environmentName);

  expect(lists).toEqual([names, names]);
});
