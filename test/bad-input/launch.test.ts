/** Programs that do not start, and machines that lack something: a line for each, and where to correct it. */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
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
      "    at main.ts:3:1",
    ],
  });
});

test("fails for an error that no code waits for, with its place", () => {
  expect(launch({ "main.ts": 'Promise.reject(new Error("late"));' })).toEqual({
    status: 1,
    lines: ["Error: late", "    at main.ts:1:16"],
  });
});

/** A folder that programs are launched in, with the bundler alone. */
function repository(prefix = "kept-") {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  for (const name of ["package.json", "tsconfig.json"]) {
    write(name, "{}");
  }
  write("pnpm-lock.yaml", "");
  mkdirSync(join(folder, "modules"));
  mkdirSync(join(folder, "node_modules"));
  copyLauncher(folder);
  const bundler = join(folder, "node_modules/esbuild");
  symlinkSync(join(LAUNCH, "../node_modules/esbuild"), bundler);
  const start = () => spawnSync(process.execPath, ["launch.cjs", "main.ts"], { cwd: folder, encoding: "utf8" });
  const kept = () => readdirSync(join(folder, "node_modules/.cache/launch")).map((name) => name.replace(/^.{16}-/, ""));
  return { folder, write, start, kept, removeBundler: () => unlinkSync(bundler) };
}

function copyLauncher(folder: string): void {
  copyFileSync(LAUNCH, join(folder, "launch.cjs"));
  cpSync(join(LAUNCH, "../launch"), join(folder, "launch"), { recursive: true });
}

test("keeps the bundle until a source or a setting changes", () => {
  const { write, start, removeBundler } = repository();
  write("main.ts", 'import { development } from "./development";\nconsole.log(development);\n');
  write("development.ts", "export const development = 1;");

  expect(start().stdout).toBe("1\n");
  write("development.ts", "export const development = 2;");
  expect(start().stdout).toBe("2\n");

  // A bundle that is kept needs no bundler.
  removeBundler();
  expect(start().stdout).toBe("2\n");
  write("tsconfig.json", '{ "compilerOptions": {} }');
  expect(start().stderr).toContain("Cannot find module 'esbuild'");
});

test("keeps packages and compiled code from the second run, until a package or what uses them changes", () => {
  const { write, start, kept, removeBundler } = repository();
  write("node_modules/constructs/index.js", "exports.value = 1;");
  write("node_modules/zod/index.js", 'exports.constructs = require("constructs");');
  write("main.ts", 'import { value } from "constructs";\nconsole.log(value);\n');

  expect(start().stdout).toBe("1\n");
  expect(kept()).toEqual(["main.ts.js"]);
  expect(start().stdout).toBe("1\n");
  expect(kept().sort()).toEqual(["main.ts.js", "main.ts.js.code", "packages.js", "packages.js.code"]);

  // A text of the same length, which V8 cannot tell from what it has compiled.
  write("node_modules/constructs/index.js", "exports.value = 2;");
  expect([start().stdout, start().stdout]).toEqual(["2\n", "2\n"]);
  write("main.ts", 'import { value } from "constructs";\nconsole.log(-value);\n');
  expect([start().stdout, start().stdout]).toEqual(["-2\n", "-2\n"]);

  // Two copies of a package would not know each other's classes.
  const same =
    'import * as one from "constructs";\nimport * as zod from "zod";\nconsole.log(zod.constructs.value === one.value';
  write("node_modules/constructs/index.js", "exports.value = {};");
  write("main.ts", `${same});\n`);
  expect([start().stdout, start().stdout, start().stdout]).toEqual(["true\n", "true\n", "true\n"]);
  removeBundler();
  expect(start().stdout).toBe("true\n");
});

test("keeps letters beyond ASCII, also in regular expressions and in the path", () => {
  const { write, start, removeBundler } = repository("kept é-");
  const tests = [
    'console.log(/^[╷é]$/.test("╷"), /^😀$/u.test("😀"), /[é-ü]/.test("o"));',
    'console.log("é", `😀`.length, __filename.includes("kept é-"));',
  ];
  write("main.ts", `${tests.join("\n")}\n`);
  const answers = "true true false\né 2 true\n";

  expect(start().stdout).toBe(answers);
  removeBundler();
  expect([start().stdout, start().stdout]).toEqual([answers, answers]);
});

test("names the file of a package in the trace of a bug", () => {
  const { write, start } = repository();
  write("node_modules/constructs/index.js", "exports.read = function read(given) {\n  return given.zone;\n};\n");
  write("main.ts", 'import { read } from "constructs";\n\nread(undefined);\n');
  start();

  expect(start().stderr.split("\n").slice(1, 3)).toEqual([
    "    at read (node_modules/constructs/index.js)",
    "    at main.ts:3:1",
  ]);
});

test("runs where nothing can be kept", () => {
  const { write, start } = repository();
  write("node_modules/.cache", "not a folder");
  write("node_modules/constructs/index.js", "exports.value = 1;");
  write("main.ts", 'import { value } from "constructs";\nconsole.log(value);\n');

  expect([start(), start()]).toMatchObject([
    { status: 0, stdout: "1\n", stderr: "" },
    { status: 0, stdout: "1\n", stderr: "" },
  ]);
});

test("zips an asset with cdktf from the kept packages", () => {
  const { folder, write, start } = repository();
  for (const name of ["cdktf", "constructs"]) {
    symlinkSync(join(LAUNCH, "../node_modules", name), join(folder, "node_modules", name));
  }
  write("asset/index.js", "1;");
  write(
    "main.ts",
    [
      'import { App, AssetType, TerraformAsset, TerraformStack } from "cdktf";',
      'const app = new App({ outdir: "out" });',
      'const stack = new TerraformStack(app, "one");',
      'new TerraformAsset(stack, "asset", { path: `${process.cwd()}/asset`, type: AssetType.ARCHIVE });',
      "app.synth();",
    ].join("\n"),
  );
  start();
  rmSync(join(folder, "out"), { recursive: true });

  expect(start().stderr).toBe("");
  expect(readdirSync(join(folder, "out/stacks/one"), { recursive: true })).toContainEqual(
    expect.stringMatching(/archive\.zip$/),
  );
});

test("fails without packages, and says how to install them", () => {
  const folder = mkdtempSync(join(tmpdir(), "bare-"));
  copyLauncher(folder);

  expect(launch({ "main.ts": "" }, join(folder, "launch.cjs"))).toEqual({
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
