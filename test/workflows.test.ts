import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { checkedEnvironments } from "../app/environments";
import { pipelineCredentials } from "../commands/pipelines";
import { environmentName } from "../commands/stacks";
import { platforms } from "../stacks/platforms";

const WORKFLOWS = join(import.meta.dirname, "../.github/workflows");

const deliver = readFileSync(join(WORKFLOWS, "deliver.yml"), "utf8");

test("finds the environments in the app, so that none is listed in a workflow", () => {
  const names = checkedEnvironments(platforms).map(environmentName);
  const listed = names.filter((name) => deliver.includes(name));
  const { plan } = parse(deliver).jobs;

  expect(listed, "deliver.yml takes environments from `pnpm pipelines`; remove their names from it").toEqual([]);
  expect(plan.strategy.matrix.environment).toBe("${{ fromJSON(needs.environments.outputs.names) }}");
});

test("logs in with fields that the pipelines command prints", () => {
  const printed = checkedEnvironments(platforms).map(pipelineCredentials);
  const used = [...deliver.matchAll(/fromJSON\(env\.PIPELINE\)\.([\w.]+)/g)].map(([, field]) => field!);
  const known = (field: string) =>
    printed.some((pipeline) => field.split(".").reduce<Json>((value, key) => value?.[key], pipeline) !== undefined);

  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((field) => !known(field))).toEqual([]);
});

test("runs only actions pinned to a commit", () => {
  const uses = readdirSync(WORKFLOWS).flatMap((file) =>
    [...readFileSync(join(WORKFLOWS, file), "utf8").matchAll(/uses: (\S+)/g)].map(([, action]) => action),
  );

  expect(uses.length).toBeGreaterThan(0);
  for (const action of uses) {
    expect(action).toMatch(/@[0-9a-f]{40}$/);
  }
});

test("gives pull requests a Cloudflare token that only reads, and applies the token that edits", () => {
  const [plan = "", apply = ""] = deliver.split("\n  apply:\n");

  expect(plan).toContain("CLOUDFLARE_API_TOKEN: ${{ secrets.CLOUDFLARE_READ_TOKEN }}");
  expect(plan).not.toContain("secrets.CLOUDFLARE_API_TOKEN");
  expect(apply).toContain("CLOUDFLARE_API_TOKEN: ${{ secrets.CLOUDFLARE_API_TOKEN }}");
});
