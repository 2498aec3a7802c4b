import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { filesBelow } from "../../app/files";
import { affectedStacks } from "../../commands/affected";
import { run } from "../../commands/run";
import { fingerprintOf } from "../../commands/runner/fingerprint";
import { compareWith } from "../../commands/runner/revision";

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

/** A repository with two revisions of a module, which its launcher writes as the JSON of the stack `shop`. */
function repository() {
  const root = mkdtempSync(join(tmpdir(), "repository-"));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  const git = (...args: readonly string[]) =>
    spawnSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: root, encoding: "utf8" });
  // The module of the repository has the content to write, and a package has the path.
  write("modules/core/index.js", "module.exports = { first: 1 };");
  write("node_modules/.pnpm/place/index.js", 'module.exports = "stacks/shop/cdk.tf.json";');
  write("node_modules/.cache/launch/packages.js", "kept");
  write(".gitignore", "node_modules\n");
  write("pnpm-lock.yaml", "lock");
  write(
    "launch.cjs",
    `const { existsSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const file = join(process.env.CDKTF_OUTDIR, require("place"));
const { AWAITED } = process.env;
for (let tries = 0; AWAITED && !existsSync(AWAITED) && tries < 300; tries += 1) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
}
mkdirSync(dirname(file), { recursive: true });
const packages = readFileSync("node_modules/.cache/launch/packages.js", "utf8");
writeFileSync(file, JSON.stringify({ ...require("@modules/core"), packages, awaited: existsSync(AWAITED), program: process.argv[2] }));`,
  );
  spawnSync("ln", ["-s", ".pnpm/place", "node_modules/place"], { cwd: root });
  mkdirSync(join(root, "node_modules/@modules"));
  spawnSync("ln", ["-s", "../../modules/core", "node_modules/@modules/core"], { cwd: root });
  git("init", "-q");
  git("add", ".");
  git("commit", "-qm", "first");
  write("modules/core/index.js", "module.exports = { second: 1 };");
  git("commit", "-qam", "second");
  return { root, git };
}

test("synthesizes a revision with the packages of this one, and its own modules", async () => {
  const { root, git } = repository();
  const stacksAt = async (revision: string) => (await compareWith(revision, () => {}, root)).before;
  const first = await stacksAt("HEAD~1");
  const second = await stacksAt("HEAD");

  expect([...first.keys()]).toEqual(["shop"]);
  expect(first.get("shop")).toEqual({
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    reads: {},
    fingerprint: fingerprintOf({ first: 1, packages: "kept", awaited: false, program: "main.ts" }),
  });
  expect(second.get("shop")!.fingerprint).toEqual(
    fingerprintOf({ second: 1, packages: "kept", awaited: false, program: "main.ts" }),
  );
  expect(first.get("shop")!.digest).not.toBe(second.get("shop")!.digest);
  expect(await stacksAt("HEAD")).toEqual(second);
  await expect(stacksAt("nowhere")).rejects.toThrow(
    "--base: must be a revision of this repository, got nowhere: git has no commit of that name; run `git fetch origin`",
  );
  expect(git("worktree", "list").stdout.trim().split("\n")).toHaveLength(1);
  expect(git("status", "--short").stdout).toBe("");
});

test("writes a revision without checks where it can, because it was checked when it was made", async () => {
  const { root, git } = repository();
  mkdirSync(join(root, "app"));
  writeFileSync(join(root, "app/unchecked.ts"), "");
  git("add", ".");
  git("commit", "-qm", "third");
  const { before } = await compareWith("HEAD", () => {}, root);

  expect(before.get("shop")!.fingerprint).toEqual(
    fingerprintOf({ second: 1, packages: "kept", awaited: false, program: "app/unchecked.ts" }),
  );
});

test("fails with what the revision's synthesis prints", async () => {
  const { root, git } = repository();
  writeFileSync(join(root, "launch.cjs"), 'console.error("shop: must have a name"); process.exitCode = 1;');
  git("commit", "-qam", "third");

  await expect(compareWith("HEAD", () => {}, root)).rejects.toThrow(
    "HEAD does not synthesize:\nshop: must have a name",
  );
});

test("synthesizes the revision while this process does its part", async () => {
  const { root } = repository();
  const awaited = join(root, "node_modules/awaited");
  vi.stubEnv("AWAITED", awaited);
  const synthesize = () => {
    writeFileSync(awaited, "");
    return "synthesized";
  };
  const { before, now } = await compareWith("HEAD", synthesize, root);

  expect(now).toBe("synthesized");
  expect(before.get("shop")!.fingerprint).toEqual(
    fingerprintOf({ second: 1, packages: "kept", awaited: true, program: "main.ts" }),
  );
});

test("fails with what this process throws, once the revision is synthesized", async () => {
  const { root } = repository();
  const awaited = join(root, "node_modules/awaited");
  vi.stubEnv("AWAITED", awaited);
  const fail = () => {
    setTimeout(() => writeFileSync(awaited, ""), 300);
    throw new Error("the tree does not synthesize");
  };

  await expect(compareWith("HEAD", fail, root)).rejects.toThrow("the tree does not synthesize");
  // The other process ends after this file exists.
  expect(existsSync(awaited)).toBe(true);
});

test("ends after Ctrl-C while this process does its part, and leaves no folder", async () => {
  const { root } = repository();
  const folder = mkdtempSync(join(tmpdir(), "temporary-"));
  vi.stubEnv("TMPDIR", folder);

  await expect(compareWith("HEAD", () => process.emit("SIGINT"), root)).rejects.toThrow("Interrupted.");
  expect(readdirSync(folder)).toEqual([]);
  expect(readdirSync(join(root, "node_modules/.cache"))).toEqual(["launch"]);
});

test("writes the same files without checks as with them", async () => {
  const folders = ["main.ts", "app/unchecked.ts"].map((program) => {
    const folder = mkdtempSync(join(tmpdir(), "synthesis-"));
    return {
      folder,
      running: run(process.execPath, ["launch.cjs", program], { env: { ...process.env, CDKTF_OUTDIR: folder } }),
    };
  });
  const [checked, unchecked] = await Promise.all(
    folders.map(async ({ folder, running }) => {
      expect(await running).toMatchObject({ status: 0 });
      return filesBelow(folder).map((file) => [file, readFileSync(join(folder, file), "utf8")]);
    }),
  );

  expect(checked!.length).toBeGreaterThan(0);
  expect(unchecked).toEqual(checked);
});
