/** Rules of docs/style.md: expressions that make a comment or a test name hard to read, the order of arguments, and names. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesBelow } from "../app/files";

const FOLDERS = ["app", "bench", "commands", "environments", "functions", "modules", "stacks", "test", "workers"];

const HEADLESS = /^(What|Of|Where|Who|Whose|Nobody|None|Else) \w/;

const EXPRESSIONS = [
  /\bknows? no\b/,
  /\b(is|are|was|were) to be\b/,
  /\b(is|are) taken for\b/,
  /\b(goes|go|gone) at once\b/,
  /\bfor ever\b/,
  /\bis none of\b/,
  /\btells? (of|nobody|people)\b/,
  /\bhears? of\b/,
  /\bturns? names\b/,
  /\bgo(es)? on with\b/,
  /\bsomebody (else|who)\b/,
  /\bknows? (of|nothing)\b/,
  /\b(is|are) told\b/,
  /\bleads? nowhere\b/,
  /\bsays? nothing of\b/,
  /\balarms?\b.*\brings?\b/,
  /\bmends?\b/,
  /\bknown at synth\b/,
  /, a letter first\b/,
  /\bby mail alone\b/,
  /\bby whose\b/,
  /\b(begins|ends of) (the|their|its) names?\b/,
  /@default (stays|as it is|unchanged|nothing|nobody|this is|what)\b/,
];

interface Remark {
  readonly line: number;
  readonly text: string;
}

/** Comments, a line each, and the names of tests. */
function remarksOf(source: string): Remark[] {
  return source.split("\n").flatMap((line, index) => {
    const text =
      /^\s*\/\*\*?\s+(.*?)\s*(?:\*\/)?$/.exec(line)?.[1] ??
      /^\s*\*\s+(.*?)\s*(?:\*\/)?$/.exec(line)?.[1] ??
      /(?:^|\s)\/\/\s+(.*)$/.exec(line)?.[1] ??
      /^\s*(?:(?:test|describe)(?:\.\w+\(.*\))?|\]\))\(\s*["'`](.*?)["'`],/.exec(line)?.[1];
    return text ? [{ line: index + 1, text }] : [];
  });
}

/** Only the first line of a comment can begin it. */
function begins(source: string, { line }: Remark): boolean {
  const lines = source.split("\n");
  const own = lines[line - 1]!.trim();
  const previous = lines[line - 2]?.trim() ?? "";
  if (own.startsWith("* ")) {
    return previous === "/**" || previous === "*";
  }
  return !(own.startsWith("// ") && previous.startsWith("// "));
}

function faultsIn(file: string, source: string): string[] {
  return remarksOf(source)
    .filter(
      (remark) =>
        (HEADLESS.test(remark.text) && begins(source, remark)) ||
        EXPRESSIONS.some((expression) => expression.test(remark.text)),
    )
    .map(({ line, text }) => `${file}:${line}: ${text}`);
}

function filesOf(folder: string): string[] {
  return filesBelow(folder)
    .filter((file) => /\.(ts|tsx|mts|mjs|cjs)$/.test(file))
    .map((file) => join(folder, file));
}

test("writes comments and test names as docs/style.md asks", () => {
  const files = FOLDERS.flatMap(filesOf).filter((file) => file !== "test/style.test.ts");

  expect(files.flatMap((file) => faultsIn(file, readFileSync(file, "utf8")))).toEqual([]);
});

/** A merge leaves a second doc comment behind; an editor and the reference show the last one only. */
function doubledIn(file: string, source: string): string[] {
  return [...source.matchAll(/\*\/\n[ \t]*\/\*\*/g)].map(
    ({ index }) => `${file}:${source.slice(0, index).split("\n").length}: must be followed by code, got a doc comment`,
  );
}

test("writes one doc comment for each export and member", () => {
  const files = FOLDERS.flatMap(filesOf).filter((file) => file !== "test/style.test.ts");

  expect(files.flatMap((file) => doubledIn(file, readFileSync(file, "utf8")))).toEqual([]);
});

test("finds a second doc comment", () => {
  expect(doubledIn("shop.ts", "/** A shop. */\n/** A bazaar. */\nconst shop = 1;")).toEqual([
    "shop.ts:1: must be followed by code, got a doc comment",
  ]);
});

test.each([
  "/** What admits the CDN. */",
  "/** What AWS admits. */",
  "/**\n * Of what the nodes have.\n */",
  "  // Looking knows no resource.",
  "  /** @default stays */",
  'test("nodes are taken for ill", () => {});',
  "/** Mailboxes that hear of its cost. */",
  'test("goes on with the stacks that are left", () => {});',
  '])("tells of access in %s", (_, line) => {',
  "/** A bucket of somebody else. */",
  "/** Clients that know nothing of the certificate. */",
  "/** The plan is told which stacks wait. */",
  "/** Routes that lead nowhere. */",
  "/** It says nothing of the reason. */",
  "/** A run that mends the state. */",
  "/** Lag at which the alarm rings. */",
  "/** Region of the network, known at synth. */",
  "/** 1 to 63 letters and digits, a letter first. */",
  "/** Informational alerts go by mail alone. */",
  "/** Health check by whose failure names fail over. */",
  "/** Alarms by the ends of their names. */",
  " /** @default this is the primary region */",
])("finds %j", (source) => {
  expect(faultsIn("shop.ts", source)).toHaveLength(1);
});

test.each([
  "/** An encrypted queue. */",
  "/**\n * A queue of messages\n * Where the second line goes on.\n */",
  "const zone = 1; // A zone, as in where(zone)",
])("accepts %j", (source) => {
  expect(faultsIn("shop.ts", source)).toEqual([]);
});

/** Arguments that constructors of stacks may have, with `_` for braces and what they contain. */
const STACK_ARGUMENTS =
  /^scope: Construct, environment: \w+(, (props|_): \w+(<\w+>)?( = _)?(, region(: string| = environment\.account\.region))?)?$/;

/** Constructors of the stack classes in a file whose arguments have another order. */
function disorderedArguments(source: string): string[] {
  return [...source.matchAll(/^export class (\w+Stack)\b[\s\S]*?\n {2}constructor\(([\s\S]*?)\) \{\n/gm)].flatMap(
    ([, name, list = ""]) => {
      const parameters = withoutBraces(list).replace(/\s+/g, " ").replace(/,? $/, "").trim();
      return STACK_ARGUMENTS.test(parameters) ? [] : [`${name}(${parameters})`];
    },
  );
}

function withoutBraces(text: string): string {
  const shorter = text.replace(/\{[^{}]*\}/g, "_");
  return shorter === text ? text : withoutBraces(shorter);
}

test("gives the constructors of all stacks their arguments in one order", () => {
  const files = filesOf("stacks").filter((file) => !file.startsWith("stacks/base/"));

  expect(files.flatMap((file) => disorderedArguments(readFileSync(file, "utf8")))).toEqual([]);
});

test.each([
  "scope: Construct, environment: Environment, region: string, { key }: CopiesProps",
  "scope: Construct, environment: Environment, region = environment.account.region",
  "scope: Construct, environment: Environment, costs: Costs, { alerts }: CostsProps",
])("finds a stack with the arguments (%s)", (list) => {
  expect(disorderedArguments(`export class CopiesStack extends AwsStack {\n  constructor(${list}) {\n`)).toHaveLength(
    1,
  );
});

/** Name that the class of a stack's file has, without the cloud before it. */
function stackClass(file: string): string {
  const words = file.replace(/\/stack\.ts$/, ".ts").replace(/^.*\/|\.ts$/g, "");
  return `${words.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase())}Stack`;
}

/** Stack classes in a file of another name. */
function misnamedStacks(file: string, source: string): string[] {
  return [...source.matchAll(/^export class (\w+Stack)\b/gm)]
    .map(([, name = ""]) => name)
    .filter((name) => name.replace(/^(Google|Cloudflare|Github|Hcp)/, "") !== stackClass(file))
    .map((name) => `${file}: must have the class ${stackClass(file)}, after a cloud if need be, got ${name}`);
}

test("names stacks after their files", () => {
  const files = filesOf("stacks").filter((file) => !file.startsWith("stacks/base/"));

  expect(files.flatMap((file) => misnamedStacks(file, readFileSync(file, "utf8")))).toEqual([]);
});

test.each([
  ["stacks/shop/aws/data-replica.ts", "DataReplicaStack", 0],
  ["stacks/shop/google/kubernetes.ts", "GoogleKubernetesStack", 0],
  ["stacks/shop/aws/data/stack.ts", "DataStack", 0],
  ["stacks/shop/google/kubernetes.ts", "GkeStack", 1],
  ["stacks/shop/aws/data.ts", "ShopDataStack", 1],
])("judges the class of %s: %s", (file, name, faults) => {
  expect(misnamedStacks(file, `export class ${name} extends AwsStack {`)).toHaveLength(faults);
});
