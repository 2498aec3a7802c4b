import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { afterAll, beforeAll, expect, test } from "vitest";
import { chooseStacks } from "../../commands/workspace";

disableStackTraces();

const outdir = mkdtempSync(join(tmpdir(), "workspace-test-"));

beforeAll(() => {
  process.env.CDKTF_OUTDIR = outdir;
});

afterAll(() => {
  delete process.env.CDKTF_OUTDIR;
});

const ids = (...stacks: readonly string[]) => chooseStacks({ stacks }).chosen.map(({ id }) => id);

test("chooses stacks by id and pattern, each after those that it takes values from", () => {
  expect(ids("lp-production-network", "lp-production-sec*ty")).toEqual([
    "lp-production-security",
    "lp-production-network",
  ]);
});

test("chooses all stacks of an environment and of a platform by its name", () => {
  expect(ids("lp-production")).toEqual(ids("lp-production-*"));
  expect(ids("lp")).toEqual(ids("lp-*"));
});

test("leaves out stacks inside clusters on request", () => {
  const stacks = ["lp-development-network", "lp-development-controllers"];

  expect(chooseStacks({ stacks, outsideClusters: true }).chosen.map(({ id }) => id)).toEqual([
    "lp-development-network",
  ]);
});

test("writes every stack, and returns which stack takes values from which", () => {
  const { dependencies, ids: all } = chooseStacks({ stacks: ["lp-production-network"] }).synthesize();

  expect(dependencies.get("lp-production-network")).toEqual(["lp-production-security"]);
  expect(readdirSync(join(outdir, "stacks")).sort()).toEqual([...all].sort());
});
