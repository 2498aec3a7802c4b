import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  announceTarget,
  beginTarget,
  endTarget,
  runningTargets,
  targetFolder,
  targetOf,
} from "../../../commands/emulator/target";

const newRoot = () => join(mkdtempSync(join(tmpdir(), "targets-")), "root");

function announce(environment: string, root: string, running = process.pid): void {
  beginTarget(environment, root);
  announceTarget({ environment, endpoint: "http://127.0.0.1:1", keyArn: "arn:key", process: running }, root);
}

test("finds the emulator of a stack, or the only one", () => {
  const root = newRoot();
  announce("lp-development", root);

  expect(targetOf([], root).environment).toBe("lp-development");
  expect(targetOf(["*-data"], root).environment).toBe("lp-development");
  announce("lp-staging", root);
  expect(targetOf(["lp-staging-data"], root).environment).toBe("lp-staging");
  expect(() => targetOf(["*-data"], root)).toThrow(
    "must find one emulator, got lp-development, lp-staging; name stacks",
  );
});

test("fails without a running emulator, with the command that starts one", () => {
  expect(() => targetOf([], newRoot())).toThrow("got none; start one with `pnpm emulate` elsewhere");
});

test("forgets an emulator whose process was killed, with its folder", () => {
  const root = newRoot();
  // Process ids of Linux are never this large.
  announce("lp-development", root, 2 ** 30);

  expect(runningTargets(root)).toEqual([]);
  expect(existsSync(root)).toBe(false);
});

test("fails to begin a second emulator of an environment", () => {
  const root = newRoot();
  announce("lp-development", root);

  expect(() => beginTarget("lp-development", root)).toThrow(
    `lp-development is emulated on http://127.0.0.1:1 already, by the process ${process.pid}; end that one first`,
  );
});

test("leaves no folder behind", () => {
  const root = newRoot();
  announce("lp-development", root);
  announce("lp-staging", root);
  endTarget("lp-development", root);

  expect([existsSync(targetFolder("lp-development", root)), existsSync(root)]).toEqual([false, true]);
  endTarget("lp-staging", root);
  expect(existsSync(root)).toBe(false);
});
