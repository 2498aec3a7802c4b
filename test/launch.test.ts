/** Programs by the launcher: what it keeps between runs, and what it says about programs that do not start. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { packageManager } from "../package.json";
import { launch, launchedBy, ROOT, repositoryWith } from "./support/launched";

test.each<[name: string, files: Record<string, string>, line: string]>([
  [
    "a package that is not installed",
    { "main.ts": 'import "nosuch";' },
    `main.ts:1:8: Could not resolve "nosuch"; run npx -y ${packageManager} install, if package.json has the package; otherwise add it there, or correct its name`,
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

/** A folder in which programs are launched, with only the bundler installed. */
function repository(prefix?: string) {
  const folder = repositoryWith({}, prefix);
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  const start = () => spawnSync(process.execPath, ["launch.cjs", "main.ts"], { cwd: folder, encoding: "utf8" });
  const kept = () => readdirSync(join(folder, "node_modules/.cache/launch")).map((name) => name.replace(/^.{16}-/, ""));
  return { folder, write, start, kept, removeBundler: () => unlinkSync(join(folder, "node_modules/esbuild")) };
}

test("keeps the bundle until a source or a setting changes", () => {
  const { write, start, removeBundler } = repository();
  write("main.ts", 'import { development } from "./development";\nconsole.log(development);\n');
  write("development.ts", "export const development = 1;");

  expect(start().stdout).toBe("1\n");
  write("development.ts", "export const development = 2;");
  expect(start().stdout).toBe("2\n");

  // A cached bundle needs no bundler.
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

  // V8 cannot distinguish a text of the same length from the text that it has compiled.
  write("node_modules/constructs/index.js", "exports.value = 2;");
  expect([start().stdout, start().stdout]).toEqual(["2\n", "2\n"]);
  write("main.ts", 'import { value } from "constructs";\nconsole.log(-value);\n');
  expect([start().stdout, start().stdout]).toEqual(["-2\n", "-2\n"]);

  // With two copies of a package, `instanceof` would fail between them.
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
    symlinkSync(join(ROOT, "node_modules", name), join(folder, "node_modules", name));
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

test("fails with Node 18 before anything runs", () => {
  expect(launchedBy("18.20.8")).toEqual({
    status: 1,
    lines: ["Node must be 20.19 or newer, got 18.20.8; install it from https://nodejs.org"],
  });
});
