import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

const python = spawnSync("python3", ["--version"], { encoding: "utf8" });
const missing = python.status !== 0;

test.skipIf(missing)(`notification-sender passes its own tests${missing ? ", skipped: no python3 here" : ""}`, () => {
  const { status, stderr } = spawnSync("python3", ["test/functions/notification_sender_test.py"], { encoding: "utf8" });

  expect(stderr).toMatch(/^Ran [1-9]\d* tests/m);
  expect(status, stderr).toBe(0);
});
