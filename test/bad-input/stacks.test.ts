/** Ways of writing a stack wrong, and the answer to each: construct or file, value, rule and fix. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "cdktf";
import { beforeEach, expect, test, vi } from "vitest";
import { main } from "../../app/main";
import { development } from "../../environments/lp/development";
import { owner } from "../../environments/lp/owner";
import { lpSchema } from "../../environments/lp/rules";
import { soundStack } from "../support/faults";
import { type Define, STACK_CASES } from "./stack-cases";

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

test.each(STACK_CASES)("fails for %s, and writes nothing", (_name, define, faults) => {
  expect(run(define)).toBe(1);
  // Resources of a case break policies as well, whose faults come last.
  expect(lines.slice(0, faults.length)).toEqual(faults);
  expect(faults.length).toBeGreaterThan(0);
  expect(readdirSync(outdir, { recursive: true })).toEqual(["stacks"]);
});

test("fails for an output folder that is a file, and keeps the file", () => {
  const file = join(outdir, "file");
  writeFileSync(file, "kept");
  vi.stubEnv("CDKTF_OUTDIR", file);

  expect(run((app) => soundStack(app, "dns"))).toBe(1);
  expect(lines).toEqual([
    `${file}: must be a folder that can be written, got ENOTDIR: not a directory, mkdir '${file}/stacks'; delete the file there; the files of before are whole`,
  ]);
  expect(readFileSync(file, "utf8")).toBe("kept");
});

test("fails for a stack whose folder is a file, and writes no other stack", () => {
  mkdirSync(join(outdir, "stacks"));
  writeFileSync(join(outdir, "stacks/web"), "kept");
  const define = (app: App) => [soundStack(app, "dns"), soundStack(app, "web")];

  expect(run(define)).toBe(1);
  expect(lines).toEqual([
    `${outdir}: must be a folder that can be written, got EEXIST: file already exists, mkdir '${outdir}/stacks/web'; delete the file there; the files of before are whole`,
  ]);
  expect(existsSync(join(outdir, "stacks/dns/cdk.tf.json"))).toBe(false);
});

test("fails for a bug in a stack with its stack trace, and names the environment", () => {
  const broken = () => (undefined as unknown as { readonly zone: string }).zone;

  expect(() => run(broken)).toThrow(
    new TypeError("environments/shop/development.ts: Cannot read properties of undefined (reading 'zone')"),
  );
});
