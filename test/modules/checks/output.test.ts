import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { replaceFiles } from "@modules/checks/output";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");
const STACKS = ["data", "edge", "network"];

/** A program that writes the text into the file of each stack, and sends itself a signal in a phase. */
const PROGRAM = `
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFiles } from "${ROOT}/modules/checks/output";

const [outdir = "", text = "", phase, signal = ""] = process.argv.slice(2);
const interrupt = (now: string) => {
  if (now === phase) {
    process.kill(process.pid, signal);
  }
};
const write = (folder: string) => {
  for (const stack of ${JSON.stringify(STACKS)}) {
    mkdirSync(join(folder, "stacks", stack, "assets"), { recursive: true });
    writeFileSync(join(folder, "stacks", stack, "cdk.tf.json"), text);
    writeFileSync(join(folder, "stacks", stack, "assets", text), text);
    interrupt("writing");
  }
  writeFileSync(join(folder, "manifest.json"), text);
};
replaceFiles(outdir, write, () => interrupt("moving"));
`;

const program = join(mkdtempSync(join(tmpdir(), "output-program-")), "main.ts");
writeFileSync(program, PROGRAM);

function command(...args: string[]): string[] {
  return [join(ROOT, "launch.cjs"), program, ...args];
}

/** Contents by path. */
function files(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
}

function whole(text: string): Record<string, string> {
  return Object.fromEntries(
    STACKS.flatMap((stack) => [`stacks/${stack}/assets/${text}`, `stacks/${stack}/cdk.tf.json`])
      .concat("manifest.json")
      .sort()
      .map((path) => [path, text]),
  );
}

/** A folder with the output of a synthesis that wrote "old". */
function oldOutput(): string {
  const outdir = mkdtempSync(join(tmpdir(), "output-"));
  spawnSync(process.execPath, command(outdir, "old"));
  expect(files(outdir)).toEqual(whole("old"));
  return outdir;
}

/** The files that a reader of the output sees. */
function visible(outdir: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files(outdir)).filter(([path]) => !path.startsWith(".")));
}

test.each(["SIGINT", "SIGTERM", "SIGKILL"])("stays as it was when %s comes while files are written", (name) => {
  const outdir = oldOutput();

  expect(spawnSync(process.execPath, command(outdir, "new", "writing", name)).signal).toBe(name);
  expect(visible(outdir)).toEqual(whole("old"));
  replaceFiles(outdir, () => {});
  expect(files(outdir)).toEqual(whole("old"));
});

test.each(["SIGINT", "SIGTERM"])("is complete when %s comes while files are moved", (name) => {
  const outdir = oldOutput();

  expect(spawnSync(process.execPath, command(outdir, "new", "moving", name)).signal).toBe(name);
  expect(files(outdir)).toEqual(whole("new"));
});

test("is completed by the next synthesis when a process is killed while files are moved", () => {
  const outdir = oldOutput();

  expect(spawnSync(process.execPath, command(outdir, "new", "moving", "SIGKILL")).signal).toBe("SIGKILL");
  expect(readFileSync(join(outdir, "manifest.json"), "utf8")).toBe("old");
  replaceFiles(outdir, () => {});
  expect(files(outdir)).toEqual(whole("new"));
});

test("is that of one synthesis when several run at once", async () => {
  const outdir = oldOutput();
  const texts = ["one", "two", "three"];
  const runs = texts.map((text) => spawn(process.execPath, command(outdir, text)));
  const codes = await Promise.all(runs.map((run) => new Promise((end) => run.on("exit", end))));

  expect(codes).toEqual([0, 0, 0]);
  expect(texts.map(whole)).toContainEqual(files(outdir));
});

test("stays as it was when a file cannot be written", () => {
  const outdir = oldOutput();
  const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
  const write = (folder: string) => {
    mkdirSync(join(folder, "stacks/data"), { recursive: true });
    writeFileSync(join(folder, "stacks/data/cdk.tf.json"), "half");
    throw full;
  };

  expect(() => replaceFiles(outdir, write)).toThrow(full);
  expect(files(outdir)).toEqual(whole("old"));
});

test("stays as it was when a folder of a stack cannot be made", () => {
  const outdir = oldOutput();
  writeFileSync(join(outdir, "stacks/later"), "a file");
  const write = (folder: string) => {
    for (const stack of ["data", "later"]) {
      mkdirSync(join(folder, "stacks", stack), { recursive: true });
      writeFileSync(join(folder, "stacks", stack, "cdk.tf.json"), "new");
    }
  };

  expect(() => replaceFiles(outdir, write)).toThrow("EEXIST");
  expect(files(outdir)).toEqual({ ...whole("old"), "stacks/later": "a file" });
});
