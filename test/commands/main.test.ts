/** The commands as a process, as `pnpm` starts them. */
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { expect, test } from "vitest";

test("fails with the error that the user can correct, without a stack trace", () => {
  const root = resolve(import.meta.dirname, "../..");
  const args = ["launch.cjs", "commands/main.ts", "bootstrap", "lp-productoin"];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });

  expect(status).toBe(1);
  expect(stderr).toMatch(/^no environment is named lp-productoin; did you mean lp-production\?/);
  expect(stderr).not.toContain("    at ");
});
