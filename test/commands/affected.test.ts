import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { affectedStacks } from "../../commands/affected";
import { stacksAt } from "../../commands/runner/revision";

const DEPENDENCIES = new Map([
  ["network", []],
  ["data", ["network"]],
  ["edge", ["data"]],
  ["dns", []],
]);
const IDS = [...DEPENDENCIES.keys()];
const WORKSPACE = { outdir: "", ids: IDS, dependencies: DEPENDENCIES };
const digests = (changed: readonly string[] = []) => new Map(IDS.map((id) => [id, changed.includes(id) ? "2" : "1"]));

test("names stacks whose digest differs, and new ones", () => {
  expect(affectedStacks(digests(), digests())).toEqual([]);
  expect(affectedStacks(digests(), digests(["data"]))).toEqual(["data"]);
  expect(affectedStacks(digests(), new Map([...digests()].slice(1)))).toEqual(["network"]);
});

test("names the stacks that read from them on request", () => {
  expect(affectedStacks(digests(), digests(["network"]), WORKSPACE)).toEqual(["network", "data", "edge"]);
  expect(affectedStacks(digests(), digests(["dns"]), WORKSPACE)).toEqual(["dns"]);
});

test("synthesizes a revision with the packages of this one, and its own modules", async () => {
  const root = mkdtempSync(join(tmpdir(), "repository-"));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const git = (...args: readonly string[]) =>
    spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: root, encoding: "utf8" });
  // The module of the repository says what to write, a package says where.
  write("modules/core/index.js", "module.exports = JSON.stringify({ first: 1 });");
  write("node_modules/.pnpm/place/index.js", 'module.exports = "stacks/shop/cdk.tf.json";');
  write(".gitignore", "node_modules\n");
  write("pnpm-lock.yaml", "lock");
  write(
    "launch.cjs",
    `const { mkdirSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const file = join(process.env.CDKTF_OUTDIR, require("place"));
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, require("@modules/core"));`,
  );
  spawnSync("ln", ["-s", ".pnpm/place", "node_modules/place"], { cwd: root });
  mkdirSync(join(root, "node_modules/@modules"));
  spawnSync("ln", ["-s", "../../modules/core", "node_modules/@modules/core"], { cwd: root });
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "first");
  write("modules/core/index.js", "module.exports = JSON.stringify({ second: 1 });");
  git("commit", "-qam", "second");
  const first = await stacksAt("HEAD~1", root);
  const second = await stacksAt("HEAD", root);

  expect([...first.keys()]).toEqual(["shop"]);
  expect(first.get("shop")).toEqual({
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    reads: {},
    fingerprint: { resources: {}, sections: { first: expect.stringMatching(/^[0-9a-f]{10}$/) } },
  });
  expect(first.get("shop")!.digest).not.toBe(second.get("shop")!.digest);
  expect(await stacksAt("HEAD", root)).toEqual(second);
  await expect(stacksAt("nowhere", root)).rejects.toThrow(/git rev-parse --verify nowhere\^\{commit\} failed/);
  expect(git("worktree", "list").stdout.trim().split("\n")).toHaveLength(1);
});
