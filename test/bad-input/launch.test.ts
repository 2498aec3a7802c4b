/** Programs that do not start, and machines that lack something: a line for each, and where to correct it. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const LAUNCH = resolve(import.meta.dirname, "../../launch.cjs");

/** Runs `main.ts` of a folder with the files, and returns the status and the lines on stderr. */
function launch(files: Readonly<Record<string, string>>, launcher = LAUNCH, options: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), "launch-"));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  const { status, stderr } = spawnSync(process.execPath, [...options, launcher, "main.ts"], {
    cwd: folder,
    encoding: "utf8",
  });
  return { status, lines: stderr.trimEnd().split("\n") };
}

const MAIN = 'import { development } from "./development";\nconsole.log(development);\n';

test.each<[name: string, files: Record<string, string>, line: string]>([
  [
    "an export that was renamed",
    { "main.ts": MAIN, "development.ts": "export const dev = 1;" },
    'main.ts:1:10: No matching export in "development.ts" for import "development"; export it there under this name, or import another',
  ],
  [
    "a text without an end",
    { "main.ts": MAIN, "development.ts": 'export const development = "x;\n' },
    "development.ts:1:31: Unterminated string literal; correct the syntax there",
  ],
  [
    "a file that does not exist",
    { "main.ts": MAIN },
    'main.ts:1:29: Could not resolve "./development"; create the file, or correct the path',
  ],
  [
    "a package that is not installed",
    { "main.ts": 'import "nosuch";' },
    'main.ts:1:8: Could not resolve "nosuch"; add the package to package.json, or correct its name',
  ],
  [
    "a text that is thrown",
    { "main.ts": 'throw "text";' },
    "the program must throw an Error, got text; correct the throw",
  ],
])("fails for %s", (_name, files, line) => {
  expect(launch(files)).toEqual({ status: 1, lines: [line] });
});

test("names lines of the sources in the trace of a bug", () => {
  const development = "\n\nexport const read = (given: { zone: string }) => given.zone;\n";
  const main = 'import { read } from "./development";\n\nread(undefined as never);\n';

  expect(launch({ "main.ts": main, "development.ts": development })).toEqual({
    status: 1,
    lines: [
      "TypeError: Cannot read properties of undefined (reading 'zone')",
      "    at read (development.ts:3:56)",
      "    at Object.<anonymous> (main.ts:3:1)",
    ],
  });
});

test("fails for an error that no code waits for, with its place", () => {
  expect(launch({ "main.ts": 'Promise.reject(new Error("late"));' })).toEqual({
    status: 1,
    lines: ["Error: late", "    at Object.<anonymous> (main.ts:1:16)"],
  });
});

test("keeps the bundle until a source or a setting changes", () => {
  const folder = mkdtempSync(join(tmpdir(), "kept-"));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const start = () => spawnSync(process.execPath, ["launch.cjs", "main.ts"], { cwd: folder, encoding: "utf8" });
  for (const name of ["package.json", "tsconfig.json"]) {
    write(name, "{}");
  }
  write("pnpm-lock.yaml", "");
  mkdirSync(join(folder, "modules"));
  mkdirSync(join(folder, "node_modules"));
  copyFileSync(LAUNCH, join(folder, "launch.cjs"));
  const bundler = join(folder, "node_modules/esbuild");
  symlinkSync(join(LAUNCH, "../node_modules/esbuild"), bundler);
  write("main.ts", 'import { development } from "./development";\nconsole.log(development);\n');
  write("development.ts", "export const development = 1;");

  expect(start().stdout).toBe("1\n");
  write("development.ts", "export const development = 2;");
  expect(start().stdout).toBe("2\n");

  // A bundle that is kept needs no bundler.
  unlinkSync(bundler);
  expect(start().stdout).toBe("2\n");
  write("tsconfig.json", '{ "compilerOptions": {} }');
  expect(start().stderr).toContain("Cannot find module 'esbuild'");
});

test("fails without packages, and says how to install them", () => {
  const launcher = join(mkdtempSync(join(tmpdir(), "bare-")), "launch.cjs");
  copyFileSync(LAUNCH, launcher);

  expect(launch({ "main.ts": "" }, launcher)).toEqual({
    status: 1,
    lines: ["Cannot find module 'esbuild'; run: npx -y pnpm@12.21.0 install"],
  });
});

test.each(["16.20.2", "18.20.8", "20.10.0"])("fails with Node %s before anything runs", (version) => {
  const preload = join(mkdtempSync(join(tmpdir(), "node-")), "preload.cjs");
  writeFileSync(preload, `Object.defineProperty(process, "versions", { value: { node: "${version}" } });`);

  expect(launch({ "main.ts": "console.error(1)" }, LAUNCH, ["--require", preload])).toEqual({
    status: 1,
    lines: [`Node must be 20.19 or newer, got ${version}; install it from https://nodejs.org`],
  });
});
