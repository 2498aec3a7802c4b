import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { beforeEach, expect, test, vi } from "vitest";
import { chooseStacks, providersOf } from "../../commands/workspace";

disableStackTraces();

const outdir = mkdtempSync(join(tmpdir(), "workspace-test-"));

beforeEach(() => {
  vi.stubEnv("CDKTF_OUTDIR", outdir);
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

test("leaves out stacks that use another provider than the given ones", () => {
  const all = chooseStacks({ stacks: ["dafnckmachine-production"], providers: ["aws", "google"] }).chosen;
  const of = (name: string) => all.filter(({ stack }) => providersOf(stack).includes(name));

  expect([of("aws").length > 0, of("google").length > 0]).toEqual([true, true]);
  for (const name of ["cloudflare", "github", "kubernetes"]) {
    expect(of(name)).toEqual([]);
  }
});

test("fails on an unknown provider, and when no stack is left", () => {
  expect(() => chooseStacks({ stacks: ["lp"], providers: ["awss"] })).toThrow(
    "--providers: must be of aws, cloudflare, github, google, helm, kubernetes, tfe, got awss; did you mean aws?",
  );
  expect(() => chooseStacks({ stacks: ["lp-production-network"], providers: ["google"] })).toThrow(
    "lp-production-network: must name a stack that uses no provider but google, got none; leave out --providers",
  );
});

test("writes every stack of the environment, and returns which stack takes values from which", () => {
  const { dependencies, ids: all } = chooseStacks({ stacks: ["lp-production-network"] }).synthesize();

  expect(dependencies.get("lp-production-network")).toEqual(["lp-production-security"]);
  expect(all.filter((id) => !id.startsWith("lp-production-"))).toEqual([]);
  expect(readdirSync(join(outdir, "stacks")).sort()).toEqual([...all].sort());
});
