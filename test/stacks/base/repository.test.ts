import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repositoryText, rootAbove } from "../../../stacks/base/repository";

const outside = mkdtempSync(join(tmpdir(), "repository-"));

test("finds the root of the repository above a folder", () => {
  mkdirSync(join(outside, "repository", "stacks", "base"), { recursive: true });
  writeFileSync(join(outside, "repository", "pnpm-workspace.yaml"), "");

  expect(rootAbove(join(outside, "repository", "stacks", "base"))).toBe(join(outside, "repository"));
  expect(repositoryText("package.json")).toContain('"infrastructure"');
});

test("fails for a folder outside of the repository", () => {
  expect(() => rootAbove(outside)).toThrow(
    `${outside}: must be below a folder with pnpm-workspace.yaml, which marks the root of the repository, got none; run the program inside the repository`,
  );
});
