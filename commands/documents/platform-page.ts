/** The page of a platform: its stacks, entry points and files, from its synthesized stacks. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Json } from "@modules/checks/json";
import type { PreparedStack } from "@modules/checks/prepare";
import { sourceOf } from "../../app/stack-source";
import { pageTable } from "../../app/text-table";
import { EnvironmentStack } from "../../stacks/base/environment-stack";
import { entryPoints } from "./entry-points";
import { COLUMNS, whereabouts } from "./whereabouts";

interface OwnedStack {
  readonly prepared: PreparedStack;
  readonly stack: EnvironmentStack;
  /** Id without platform and environment. */
  readonly name: string;
}

const ORDER = ["production", "staging", "development"];

/** @param title name of the platform in prose */
export function platformPage(platform: string, title: string, all: readonly PreparedStack[]): string {
  const stacks = all.flatMap((prepared): OwnedStack[] => {
    const { stack } = prepared;
    return stack instanceof EnvironmentStack && stack.environment.platform === platform
      ? [{ prepared, stack, name: prepared.id.slice(`${platform}-${stack.environment.name}-`.length) }]
      : [];
  });
  const names = [...new Set(stacks.map(({ stack }) => stack.environment.name))].sort(
    (a, b) => ORDER.indexOf(a) - ORDER.indexOf(b),
  );
  const first = stacks.filter(({ stack }) => stack.environment.name === names[0]);
  const folder = join("stacks", platform);
  return [
    `# ${title}`,
    "",
    "Written by `pnpm document` from the app; change the sources and run it again.",
    "",
    "## Environments",
    "",
    pageTable(
      ["environment", "account", "regions", "stacks", "resources", "access to data"],
      names.map((name) => environmentRow(platform, folder, name, stacks)),
    ),
    "",
    "## Where things are",
    "",
    `For each kind of resource of ${names[0]}, this table has the stacks that hold it, the files that make it, the modules that these use, the thresholds of its alarms, and the fields of the environment's file that set its size or enable it. [docs/access/${platform}-${names[0]}.txt](${relative(folder, accessFile(platform, names[0]!))}) says who may read or change which data.`,
    "",
    pageTable(COLUMNS, whereabouts(folder, environmentFile(platform, names[0]!), first, runbookFiles(platform))),
    "",
    "## Stacks",
    "",
    "The stacks are in the order in which they are applied. A stack reads outputs of the stacks in its last column.",
    "",
    pageTable(
      ["stack", "", `resources in ${names.join(" / ")}`, "reads from"],
      stackRows(platform, folder, names, stacks),
    ),
    "",
    "## Entry points",
    "",
    `These are the public names of ${names[0]}.`,
    "",
    pageTable(["name", "resource", "stack"], first.flatMap(entryPointRows)),
    "",
    "## Runbooks",
    "",
    ...runbookFiles(platform).map((file) => `- [${titleOf(file)}](${relative(folder, file)})`),
    "",
  ].join("\n");
}

function environmentRow(platform: string, folder: string, name: string, stacks: readonly OwnedStack[]): string[] {
  const own = stacks.filter(({ stack }) => stack.environment.name === name);
  const { account, secondaryRegions = {} } = own[0]!.stack.environment as Json;
  const file = relative(folder, environmentFile(platform, name));
  const regions = [account.region, ...Object.keys(secondaryRegions)].join(", ");
  const resources = own.reduce((sum, { prepared }) => sum + countOf(prepared.json), 0);
  const access = relative(folder, accessFile(platform, name));
  const link = `[who may read or change it](${access})`;
  return [`[${name}](${file})`, account.id, regions, String(own.length), String(resources), link];
}

function environmentFile(platform: string, environment: string): string {
  return join("environments", platform, `${environment}.ts`);
}

function accessFile(platform: string, environment: string): string {
  return join("docs", "access", `${platform}-${environment}.txt`);
}

function stackRows(
  platform: string,
  folder: string,
  environments: readonly string[],
  stacks: readonly OwnedStack[],
): string[][] {
  // A stack has the place that it has in the first environment with it.
  const names = [...new Set(stacks.map(({ name }) => name))];
  const first = (name: string) =>
    environments.flatMap((environment) => stacks.filter((one) => isOf(one, environment) && one.name === name))[0]!;
  const position = new Map(stacks.map(({ prepared }, index) => [prepared.id, index]));
  return names
    .sort((a, b) => rank(first(a), environments, position) - rank(first(b), environments, position))
    .map((name) => {
      const counts = environments.map((environment) => {
        const found = stacks.find((one) => isOf(one, environment) && one.name === name);
        return found ? String(countOf(found.prepared.json)) : "-";
      });
      const one = first(name);
      const prefix = `${platform}-${one.stack.environment.name}-`;
      const producers = one.stack.dependencies.map(({ node }) => node.id.replace(prefix, ""));
      const source = sourceOf(one.stack);
      const label = source ? `[${name}](${relative(folder, source.file)})` : name;
      return [label, source?.sentence ?? "", counts.join(" / "), producers.join(", ") || "-"];
    });
}

function isOf({ stack }: OwnedStack, environment: string): boolean {
  return stack.environment.name === environment;
}

function rank({ prepared, stack }: OwnedStack, environments: readonly string[], order: ReadonlyMap<string, number>) {
  return environments.indexOf(stack.environment.name) * 10_000 + order.get(prepared.id)!;
}

function countOf(json: Json): number {
  return Object.values<Json>(json.resource ?? {}).reduce((sum, named) => sum + Object.keys(named).length, 0);
}

function entryPointRows({ prepared, name }: OwnedStack): string[][] {
  return entryPoints(prepared.json).map(({ host, address }) => [host, `\`${address}\``, name]);
}

/** Runbooks of the platform, and those of all platforms. */
function runbookFiles(platform: string): string[] {
  const own = join("runbooks", platform);
  const files = existsSync(own) ? readdirSync(own).map((file) => join(own, file)) : [];
  const common = readdirSync("runbooks").map((file) => join("runbooks", file));
  return [...files, ...common].filter((file) => file.endsWith(".md"));
}

function titleOf(file: string): string {
  return /^# (.+)$/m.exec(readFileSync(file, "utf8"))?.[1] ?? file;
}
