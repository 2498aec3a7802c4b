/** Commands and links of the guides for other tools. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { groupNames } from "../app/choose";
import { checkedEnvironments } from "../app/environments";
import { select } from "../app/select";
import { program } from "../commands/program";
import { platforms } from "../stacks/platforms";
import { withPrograms } from "./support/programs";
import { stacks } from "./support/stacks";

const FOLDER = "docs/other-tools";
const guides = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(join(FOLDER, name), "utf8"),
}));
const textOf = (file: string) => guides.find(({ name }) => name === file)!.text;

/** Contents of the blocks in a language, without their indentation. */
function blocks(text: string, language: string): string[] {
  return [...text.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([\\s\\S]*?)^\\1\`\`\`$`, "gm"))].map(
    ([, indent, block]) => block!.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

test("finds a guide for each tool, and the README leads to it", () => {
  const readme = readFileSync("README.md", "utf8");

  expect(guides.map(({ name }) => name).sort()).toEqual(["atlantis.md", "terraform.md", "terragrunt.md"]);
  expect(guides.filter(({ name }) => !readme.includes(`](${FOLDER}/${name})`))).toEqual([]);
});

test.each(guides)("$name links to files that exist, and to headings of its own", ({ text }) => {
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link]) => join(FOLDER, link!));
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title!.toLowerCase().replaceAll(" ", "-"));
  const own = [...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, heading]) => heading!);

  expect(links.filter((link) => !existsSync(link))).toEqual([]);
  expect(own.filter((heading) => !headings.includes(heading))).toEqual([]);
});

test.each(guides)("$name has the steps in the order in which a person does them", ({ text }) => {
  const titles = [...text.matchAll(/^## (.+)$/gm)].map(([, title]) => title!);
  const wanted = [
    "Before you begin",
    "Order of stacks",
    "States and locks",
    "An empty account",
    "Destroy",
    titles.find((title) => title.startsWith("Back"))!,
    "When it fails",
  ];

  expect(titles.filter((title) => wanted.includes(title))).toEqual(wanted);
});

test.each(guides)("$name has commands that a shell can parse", ({ text }) => {
  const { status, stderr } = spawnSync("bash", ["-n"], { input: blocks(text, "sh").join("\n"), encoding: "utf8" });

  expect([status, stderr]).toEqual([0, ""]);
});

const GROUPS = groupNames(checkedEnvironments(platforms));

test.each(guides)("$name calls pnpm with commands, options and stacks that exist", ({ text }) => {
  const calls = [...text.matchAll(/pnpm(?:@[\d.]+)? (?:--silent )?((?!install)[a-z-]+)((?: [^`\n;)&>]+)?)/g)];

  expect(calls.length).toBeGreaterThan(0);
  for (const [line, name, rest] of calls) {
    const args = rest!.split(" ").filter((one) => one !== "");
    const known = program().commands.find((one) => one.name() === name);
    const { operands, unknown } = known?.parseOptions(args) ?? { operands: args, unknown: [] };
    const required = known?.registeredArguments.filter((one) => one.required).length ?? 0;
    const named = operands.filter((one) => /^[a-z]/.test(one));

    expect(known !== undefined || name === "synth", line).toBe(true);
    expect(unknown, line).toEqual([]);
    // In a sentence, a command may be named without operands.
    expect(operands.length === 0 || operands.length >= required, line).toBe(true);
    if (named.length > 0) {
      expect(() => select(Object.keys(stacks), named, GROUPS), line).not.toThrow();
    }
  }
});

test.each(guides)("$name names folders of stacks that exist", ({ text }) => {
  const ids = [...text.matchAll(/cdktf\.out\/stacks\/([a-z][\w-]+)/g)].map(([, id]) => id!);

  expect(ids.filter((id) => !(id in stacks))).toEqual([]);
});

/** Runs commands in an empty folder with programs that record their calls; returns the calls. */
function callsOf(
  shell: string,
  script: string,
  programs: Readonly<Record<string, string>>,
  more: NodeJS.ProcessEnv = {},
) {
  const cwd = mkdtempSync(join(tmpdir(), "guide-"));
  const record = (name: string, then: string) => `echo "${name} $*" >>"$CALLS"\n${then}`;
  const all = Object.fromEntries(Object.entries(programs).map(([name, then]) => [name, record(name, then)]));
  const env = { ...withPrograms(all), CALLS: join(cwd, "calls"), ...more };
  const { status, stderr } = spawnSync(shell, ["-c", script], { cwd, env, encoding: "utf8" });
  const read = (file: string) => (existsSync(join(cwd, file)) ? readFileSync(join(cwd, file), "utf8") : undefined);
  return { status, stderr, cwd, read, calls: (read("calls") ?? "").split("\n").filter((line) => line !== "") };
}

const server = parse(blocks(textOf("atlantis.md"), "yaml")[0]!);

test("Atlantis's hook writes the file that Atlantis reads, and leaves the former one when it fails", () => {
  const [{ pre_workflow_hooks: hooks, workflow }] = server.repos;
  const [{ run, commands }] = hooks;
  const npx = (status: number) => ({ npx: `case "$*" in *affected*) echo '{"version":3}'; exit ${status};; esac` });
  const written = callsOf("sh", run, npx(0), { BASE_BRANCH_NAME: "main" });
  const failed = callsOf("sh", run, npx(1), { BASE_BRANCH_NAME: "main" });

  expect([hooks.length, commands, Object.keys(server.workflows)]).toEqual([1, "plan", [workflow]]);
  expect(written.status, written.stderr).toBe(0);
  expect(written.calls[1]).toContain("affected --base origin/main --dependents");
  expect(written.read("atlantis.yaml")).toBe('{"version":3}\n');
  expect(failed.status).toBe(1);
  expect(failed.read("atlantis.yaml")).toBeUndefined();
});

test("Atlantis's workflow initializes with the checksums at the root, where there are any", () => {
  const [{ run }, plan] = server.workflows.stack.plan.steps;
  const inStack = (script: string) =>
    callsOf("sh", `${script}\nmkdir -p cdktf.out/stacks/shop\ncd cdktf.out/stacks/shop\n${run}`, { terraform: "" });
  const locked = inStack("echo sums >terraform.lock.hcl");

  expect(plan).toBe("plan");
  expect(locked.calls).toEqual(["terraform init -input=false -no-color"]);
  expect(locked.read("cdktf.out/stacks/shop/.terraform.lock.hcl")).toBe("sums\n");
  expect(inStack("true").status).toBe(0);
});

/** Options of `terragrunt run` and `terragrunt list`. https://terragrunt.gruntwork.io/docs/reference/cli/ */
const TERRAGRUNT: Readonly<Record<string, readonly string[]>> = {
  run: ["--all", "--working-dir", "--parallelism", "--out-dir"],
  list: ["--working-dir", "--long", "--dependencies", "--as"],
};

test("calls Terragrunt with its commands and options, and Terraform's command after a separator", () => {
  const script = blocks(textOf("terragrunt.md"), "sh").join("\n");
  const { status, stderr, calls } = callsOf("bash", `set -e\n${script}`, {
    pnpm: `case "$*" in *affected*) echo lp-development-network; echo lp-development-data;; esac`,
    terragrunt: "",
  });
  const terragrunt = calls.filter((line) => line.startsWith("terragrunt ")).map((line) => line.split(" ").slice(1));

  expect([status, stderr]).toEqual([0, ""]);
  expect(calls).toContain("pnpm terragrunt lp-development-network lp-development-data");
  expect(terragrunt.length).toBeGreaterThan(4);
  for (const [command, ...args] of terragrunt) {
    const end = args.includes("--") ? args.indexOf("--") : args.length;
    const options = args.slice(0, end).filter((one) => one.startsWith("--"));

    expect(options.filter((one) => !TERRAGRUNT[command!]?.includes(one))).toEqual([]);
    expect(command === "run" ? ["plan", "apply", "destroy"] : [undefined]).toContain(args[end + 1]);
  }
});

test("runs nothing with Terragrunt when a change affects no stack", () => {
  const [affected] = blocks(textOf("terragrunt.md"), "sh").filter((block) => block.includes("affected="));

  expect(callsOf("bash", affected!, { pnpm: "" }).calls).toEqual([
    "pnpm --silent affected --base origin/main --dependents",
  ]);
});

test("writes a configuration with which Terraform reads the mirror, and lists what goes before a stack", () => {
  const [mirror] = blocks(textOf("terraform.md"), "sh").filter((block) => block.includes("mirror.tfrc"));
  const { cwd, read, calls } = callsOf("bash", mirror!, { terraform: "" });

  expect(calls).toEqual([`terraform -chdir=cdktf.out/stacks/lp-development-registry providers mirror ${cwd}/mirror`]);
  expect(read("mirror.tfrc")).toBe(
    `provider_installation {\n  filesystem_mirror {\n    path = "${cwd}/mirror"\n  }\n}\n`,
  );
});
