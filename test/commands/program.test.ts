import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { program } from "../../commands/program";
import { refusal } from "../support/command-line";

test("suggests the command that was meant", async () => {
  expect(await refusal("aply")).toBe("error: unknown command 'aply'\n(Did you mean apply?)\n");
});

test("suggests the option that was meant", async () => {
  expect(await refusal("plan", "lp", "--markdwon")).toBe(
    "error: unknown option '--markdwon'\n(Did you mean --markdown?)\n",
  );
});

test.each([
  [["plan"], "error: missing required argument 'stacks'"],
  [["apply"], "error: a stack is missing"],
  [["destroy", "--auto-approve"], "error: a stack is missing"],
  [["plan", "lp", "--parallel", "0"], "must be a whole number from 1"],
  [["bootstrap"], "error: missing required argument 'environment'"],
  [["bootstrap", "lp-production", "lp-development"], "error: too many arguments for 'bootstrap'"],
  [["emulate", "--for-ever"], "error: unknown option '--for-ever'"],
])("refuses %j", async (args, message) => {
  expect(await refusal(...args)).toContain(message);
});

test("has a script of package.json for each command, and help with its options", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));

  for (const command of program().commands) {
    expect(scripts[command.name()]).toBe(`node launch.cjs commands/main.ts ${command.name()}`);
    expect(command.helpInformation()).toContain(`Usage: pnpm ${command.name()}`);
  }
});

test("has no script with the name of a command of pnpm itself, which would run instead of it", () => {
  const { scripts, packageManager } = JSON.parse(readFileSync("package.json", "utf8"));
  const help = execFileSync("npx", ["-y", packageManager, "help", "-a"], { encoding: "utf8" });
  const own = [...help.matchAll(/^ {2}([a-z][\w-]*) .*?(?:\[alias(?:es)?: (.+)\])?$/gm)].flatMap(
    ([, name, aliases]) => [name!, ...(aliases?.split(", ") ?? [])],
  );

  expect(own).toEqual(expect.arrayContaining(["add", "doctor", "import", "multi"]));
  // pnpm's own `test` runs the script of that name.
  expect(Object.keys(scripts).filter((name) => own.includes(name))).toEqual(["test"]);
});

/** The help of a command, with the texts after its options. */
function helpOf(command: Command): string {
  let printed = "";
  command.configureOutput({ writeOut: (text) => (printed += text) }).outputHelp();
  return printed;
}

test("shows an example of each command in its help, and no default that only code can read", () => {
  const all = program().commands.flatMap((command) => [command, ...command.commands]);

  for (const command of all) {
    expect(helpOf(command), command.name()).toMatch(/^(Examples?: (.*\| )?| {2})pnpm /m);
    expect(helpOf(command), command.name()).not.toContain("default: []");
  }
});
