/** The lock under which a package of the rendered files' programs is installed. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exclusively } from "../support/installed-programs";

function lockOf(id: number): string {
  const lock = join(mkdtempSync(join(tmpdir(), "lock-")), "lock");
  writeFileSync(lock, String(id));
  return lock;
}

test("takes the lock of a process that was killed, and releases it after the work", () => {
  const lock = lockOf(spawnSync("true").pid);

  expect(exclusively(lock, () => existsSync(lock))).toBe(true);
  expect(existsSync(lock)).toBe(false);
});

test("fails when a running process keeps the lock too long, and leaves it the lock", () => {
  const lock = lockOf(process.pid);

  expect(() => exclusively(lock, () => "done", 1)).toThrow("EEXIST");
  expect(existsSync(lock)).toBe(true);
});
