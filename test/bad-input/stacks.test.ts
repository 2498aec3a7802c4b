/** Mistakes in stacks, and the error for each: construct or file, value, rule and fix. */
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test, vi } from "vitest";
import { main } from "../../app/main";
import { development } from "../../environments/lp/development";
import { owner } from "../../environments/lp/owner";
import { lpSchema } from "../../environments/lp/rules";
import type { Define } from "./stacks/case";
import { CODE } from "./stacks/code";
import { FURTHER_CODE } from "./stacks/further";

let outdir: string;
let lines: string[];

beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), "bad-stack-"));
  lines = [];
  vi.stubEnv("CDKTF_OUTDIR", outdir);
  vi.spyOn(console, "error").mockImplementation((text: string) => lines.push(...text.split("\n")));
  vi.spyOn(console, "log").mockImplementation(() => {});
});

/** Synthesizes an app with one environment and the stacks that `define` adds. */
function run(define: Define): number {
  const file = { name: "development" as const, file: "environments/shop/development.ts", data: development };
  return main([], [{ name: "shop", schema: lpSchema, owner, environments: [file], define }]);
}

test.each([...CODE, ...FURTHER_CODE])("fails for %s, and writes nothing", (_name, define, faults) => {
  expect(run(define)).toBe(1);
  expect(lines.slice(0, faults.length)).toEqual(faults);
  expect(faults.length).toBeGreaterThan(0);
  // Resources of a case also break policies, whose faults come last.
  expect(lines.slice(faults.length).filter((line) => !line.includes(" must obey the policy "))).toEqual([]);
  expect(readdirSync(outdir, { recursive: true })).toEqual(["stacks"]);
});

test("fails for a bug in a stack with its stack trace, and names the environment", () => {
  const broken = () => (undefined as unknown as { readonly zone: string }).zone;

  expect(() => run(broken)).toThrow(
    new TypeError("environments/shop/development.ts: Cannot read properties of undefined (reading 'zone')"),
  );
});
