/**
 * Every stack, part of stacks, module, file of a program, check, command and function has a test: at the same path
 * below test/, or in the same folder there when a test of several files imports it. A policy holds its examples itself.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { importsOf, sources } from "./support/imports";

const isStack = (file: string) =>
  file.startsWith("stacks/") && /^export class \w+ extends \w*Stack\b/m.test(read(file));
const isPart = (file: string) => file.startsWith("stacks/parts/");
const isCheck = (file: string) => /^modules\/checks\/checks\/(?!all|check$)/.test(file);
const isConfig = (file: string) => /^modules\/config\/(?!yaml$)/.test(file);
const isCommand = (file: string) => /^commands\/(?!main$|error$)[\w-]+$/.test(file);
const isModule = (file: string) =>
  /^modules\/(aws|cloudflare|github|google|hcp|kubernetes)\//.test(file) &&
  /^export class \w+(<.*>)? extends (?!Error)/m.test(read(file)) &&
  !read(file).includes("@internal");

function read(file: string): string {
  return readFileSync(`${file}.ts`, "utf8");
}

const KINDS = {
  stack: isStack,
  "part of stacks": isPart,
  module: isModule,
  "file of a program": isConfig,
  check: isCheck,
  command: isCommand,
};

const tested = sources("commands", "modules", "stacks")
  .filter((file) => !file.endsWith(".example") && !file.startsWith("stacks/base/"))
  .filter((file) => Object.values(KINDS).some((is) => is(file)));

test.each(Object.entries(KINDS))("looks for the test of each %s", (_, is) => {
  expect(tested.filter(is).length).toBeGreaterThan(5);
});

/** Files that a test imports from the folder that mirrors theirs. */
const imported = new Set(
  importsOf(sources("test").filter((file) => file.endsWith(".test")))
    .filter(({ from, to }) => dirname(from) === `test/${dirname(to)}`)
    .map(({ to }) => to),
);

test("has a test for each of them", () => {
  const missing = tested.filter((file) => !existsSync(`test/${file}.test.ts`) && !imported.has(file));

  expect(missing.map((file) => `${file}.ts: must have a test; write test/${file}.test.ts`)).toEqual([]);
});

test("has a test for each function and each worker", () => {
  const programs = ["functions", "workers"].flatMap((folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${folder}/${name}`),
  );
  const missing = programs.filter((folder) => !existsSync(`test/${folder}.test.ts`));

  expect(missing.map((folder) => `${folder}: must have a test; write test/${folder}.test.ts`)).toEqual([]);
});

test("guards the log in each test of a function or a worker", () => {
  const isOfProgram = (file: string) => file.startsWith("test/workers/") || read(file).includes("createHandler }");
  const tests = sources("test").filter((file) => file.endsWith(".test") && isOfProgram(file));
  const unguarded = tests.filter((file) => !read(file).includes("secretsKept("));

  expect(tests.length).toBeGreaterThan(5);
  expect(unguarded.map((file) => `${file}.ts: must guard the log; wrap the handler in secretsKept()`)).toEqual([]);
});
