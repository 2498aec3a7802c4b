import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { checkedEnvironments, environmentName } from "../../app/environments";
import { filesBelow } from "../../app/files";
import { program } from "../../commands/program";
import { platforms } from "../../stacks/platforms";
import { refusal } from "../support/command-line";
import { folderWith, LAUNCHER, ROOT, start } from "../support/launched";
import { stacks } from "../support/stacks";

test("suggests the command that was meant", async () => {
  expect(await refusal("aply")).toBe(
    "error: unknown command 'aply'\n(Did you mean apply?)\n`pnpm run` lists the commands.\n",
  );
});

test("suggests the option that was meant", async () => {
  expect(await refusal("plan", "lp", "--markdwon")).toBe(
    "error: unknown option '--markdwon'\n(Did you mean --markdown?)\n`pnpm plan --help` lists the arguments.\n",
  );
});

test.each([
  [["plan"], "error: missing required argument 'stacks'"],
  [["apply"], "error: a stack must be named, got none; name one, or add --resume"],
  [["destroy", "--auto-approve"], "error: a stack must be named, got none; name one, or add --resume"],
  [["plan", "lp", "--parallel", "0"], "must be a whole number from 1"],
  [["bootstrap"], "error: missing required argument 'environment'"],
  [["bootstrap", "lp-production", "lp-development"], "error: too many arguments for 'bootstrap'"],
  [["emulate", "--for-ever"], "error: unknown option '--for-ever'"],
  [["addresses", "forget"], "'address'\n`pnpm addresses forget --help` lists the arguments.\n"],
  [["addresses", "move", "--al"], "(Did you mean --all?)\n`pnpm addresses move --help` lists the arguments.\n"],
])("refuses %j", async (args, message) => {
  expect(await refusal(...args)).toContain(message);
});

test("reports a bug with its trace, and not as a promise that no code waits for", () => {
  const preload = 'console.log = () => { throw new TypeError("a bug"); };';
  const file = join(folderWith({ "preload.cjs": preload }), "preload.cjs");
  const { status, lines } = start(ROOT, process.execPath, [
    "--require",
    file,
    LAUNCHER,
    "commands/main.ts",
    "calendar",
  ]);

  expect(status).toBe(1);
  expect(lines[0]).toBe("TypeError: a bug");
  expect(lines.join("\n")).toContain("commands/calendar.ts:");
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

test("has a script for each command that documents and workflows name", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  const folders = ["docs", "runbooks", "stacks", ".github/workflows"];
  const files = [
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    ...folders.flatMap((folder) => filesBelow(folder).map((file) => join(folder, file))),
  ].filter((file) => /\.(md|yml)$/.test(file));
  const named = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/(?:`|^ *|npx -y )pnpm(?:@[\d.]+)? (?:--silent )?([a-z][\w:-]*)/gm)].map(
      ([, name]) => ({ file, name: name! }),
    ),
  );

  expect(named.length).toBeGreaterThan(100);
  // pnpm's own commands.
  const own = ["audit", "install"];
  expect(named.filter(({ name }) => !(name in scripts) && !own.includes(name))).toEqual([]);
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

/** Words of a text that are ids of stacks, with the address that follows each, if one does. */
function namesIn(text: string): { readonly id: string; readonly address?: string }[] {
  const names = /\b((?:dafnckmachine|freeagentics|lp|phoenix-rooivalk)-[a-z][\w-]*)(?:[: ]([a-z0-9_]+\.[\w-]+))?/g;
  // The expression of a console stands before its stack.
  const expression = /echo ([a-z0-9_]+\.[\w-]+)\S* \| pnpm console ([\w-]+)/g;
  return [
    ...[...text.matchAll(names)].map(([, id, address]) => ({ id: id!, address })),
    ...[...text.matchAll(expression)].map(([, address, id]) => ({ id: id!, address })),
  ];
}

test("names stacks, environments, buckets and addresses in its help that exist", () => {
  const environments = checkedEnvironments(platforms).map(environmentName);
  const buckets = Object.values(stacks).flatMap(({ resource }) =>
    Object.values<Json>(resource?.aws_s3_bucket ?? {}).map(({ bucket }) => bucket),
  );
  const exists = ({ id, address }: ReturnType<typeof namesIn>[number]) => {
    const [type, name] = address?.split(".") ?? [];
    const resource = type === undefined ? true : stacks[id]?.resource[type]?.[name!];
    // Moves begin at an address that is gone.
    const isWhole = environments.includes(id) || buckets.includes(id);
    return (isWhole && !address) || (id in stacks && (name === "old" || resource !== undefined));
  };
  const all = program().commands.flatMap((command) => [command, ...command.commands]);
  const named = all.flatMap((command) => namesIn(helpOf(command)));

  expect(named.filter(({ address }) => address).length).toBeGreaterThan(5);
  expect(named.filter((one) => !exists(one))).toEqual([]);
});
