/** The commands as processes, as `pnpm` starts them. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";

function start(program: string, ...args: readonly string[]) {
  const root = resolve(import.meta.dirname, "../..");
  return spawnSync(process.execPath, ["launch.cjs", program, ...args], { cwd: root, encoding: "utf8" });
}

test("prints an error that the user can correct without a stack trace", () => {
  const { status, stderr } = start("commands/main.ts", "bootstrap", "lp-productoin");

  expect(status).toBe(1);
  expect(stderr).toMatch(/^no environment is named lp-productoin; did you mean lp-production\?/);
  expect(stderr).not.toContain("    at ");
});
