import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { checkedEnvironments } from "../app/environments";
import { environmentName } from "../commands/stacks";
import { platforms } from "../stacks/platforms";
import { stacks } from "./support/stacks";

const WORKFLOWS = join(import.meta.dirname, "../.github/workflows");

test("plans and can apply every environment", () => {
  const workflow = readFileSync(join(WORKFLOWS, "deliver.yml"), "utf8");
  const lists = [...workflow.matchAll(/(?:options|environment):\n((?: +- .+\n)+)/g)].map(([, list]) =>
    list!.trim().split(/\s*- /).filter(Boolean),
  );
  const names = checkedEnvironments(platforms).map(environmentName);

  expect(lists).toEqual([names, names]);
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

test("gives pull requests a token of Cloudflare's that only reads, and the one that edits to what is agreed", () => {
  const [plan = "", apply = ""] = readFileSync(join(WORKFLOWS, "deliver.yml"), "utf8").split("\n  apply:\n");

  expect(plan).toContain("CLOUDFLARE_API_TOKEN: ${{ secrets.CLOUDFLARE_READ_TOKEN }}");
  expect(plan).not.toContain("secrets.CLOUDFLARE_API_TOKEN");
  expect(apply).toContain("CLOUDFLARE_API_TOKEN: ${{ secrets.CLOUDFLARE_API_TOKEN }}");
});

test("logs in to Google Cloud by the pool and as the accounts that bootstrap makes", () => {
  const workflow = readFileSync(join(WORKFLOWS, "deliver.yml"), "utf8");
  const pools = [...workflow.matchAll(/workloadIdentityPools\/(\S+ \S+ \S+)\/providers\/(\S+)/g)];
  const accounts = [...workflow.matchAll(/service_account: (\S+?)@/g)].map(([, account]) => account);
  const bootstraps = Object.entries(stacks).filter(([id]) => id.endsWith("-google-bootstrap"));

  expect(bootstraps.length).toBeGreaterThan(0);
  for (const [id, json] of bootstraps) {
    const made = Object.values<Json>(json.resource.google_service_account).map(({ account_id }) => account_id);
    const providers = Object.values<Json>(json.resource.google_iam_workload_identity_pool_provider);

    expect(made.sort()).toEqual([...accounts].sort());
    expect(`${only(json, "google_iam_workload_identity_pool").workload_identity_pool_id}-google-bootstrap`).toBe(id);
    for (const [, pool, provider] of pools) {
      expect(pool).toMatch(/^\$\{\{ (matrix|inputs)\.environment \}\}$/);
      expect(providers.map((one) => one.workload_identity_pool_provider_id)).toContain(provider);
    }
  }
  expect(pools).toHaveLength(2);
});
