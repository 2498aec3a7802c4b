/** The page of a platform: its stacks, entry points and files, from its synthesized stacks. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Json } from "@modules/checks/json";
import type { PreparedStack } from "@modules/checks/prepare";
import { EnvironmentStack } from "../../stacks/base/environment-stack";
import { filesBelow } from "../files";

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
  const folder = join("stacks", platform);
  return [
    `# ${title}`,
    "",
    "Written by `pnpm document` from the app; change the sources and run it again.",
    "",
    "## Environments",
    "",
    "| environment | account | regions | stacks | resources |",
    "| --- | --- | --- | --- | --- |",
    ...names.map((name) => environmentRow(platform, folder, name, stacks)),
    "",
    "## Stacks",
    "",
    "In the order they are applied. A stack takes outputs of the stacks in its last column.",
    "",
    `| stack | | resources in ${names.join(" / ")} | takes from |`,
    "| --- | --- | --- | --- |",
    ...stackRows(platform, folder, names, stacks),
    "",
    "## Entry points",
    "",
    `The public names of ${names[0]}.`,
    "",
    "| name | resource | stack |",
    "| --- | --- | --- |",
    ...stacks.filter(({ stack }) => stack.environment.name === names[0]).flatMap(entryPoints),
    "",
    "## Runbooks",
    "",
    ...runbooks(platform, folder),
    "",
  ].join("\n");
}

function environmentRow(platform: string, folder: string, name: string, stacks: readonly OwnedStack[]): string {
  const own = stacks.filter(({ stack }) => stack.environment.name === name);
  const { account, secondaryRegions = {} } = own[0]!.stack.environment as Json;
  const file = relative(folder, join("environments", platform, `${name}.ts`));
  const regions = [account.region, ...Object.keys(secondaryRegions)].join(", ");
  const resources = own.reduce((sum, { prepared }) => sum + countOf(prepared.json), 0);
  return `| [${name}](${file}) | ${account.id} | ${regions} | ${own.length} | ${resources} |`;
}

function stackRows(
  platform: string,
  folder: string,
  environments: readonly string[],
  stacks: readonly OwnedStack[],
): string[] {
  // The first environment that has a stack says where it stands in the order.
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
      const source = sourceOf(one.stack, platform);
      const label = source ? `[${name}](${relative(folder, source.file)})` : name;
      return `| ${label} | ${source?.sentence ?? ""} | ${counts.join(" / ")} | ${producers.join(", ") || "-"} |`;
    });
}

function isOf({ stack }: OwnedStack, environment: string): boolean {
  return stack.environment.name === environment;
}

function rank({ prepared, stack }: OwnedStack, environments: readonly string[], order: ReadonlyMap<string, number>) {
  return environments.indexOf(stack.environment.name) * 10_000 + order.get(prepared.id)!;
}

/** File of the stack's class and the first sentence of its doc comment. */
function sourceOf(stack: EnvironmentStack, platform: string): { file: string; sentence: string } | undefined {
  // The bundler numbers classes whose names it has already met.
  const name = stack.constructor.name.replace(/\d+$/, "");
  const pattern = new RegExp(`(?:/\\*\\*((?:(?!\\*/)[\\s\\S])*?)\\*/\\s*)?export class ${name}\\b`);
  const candidates = [join("stacks", platform), join("stacks", "shared")].flatMap((folder) =>
    filesBelow(folder)
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file)),
  );
  for (const file of candidates.sort((a, b) => mismatch(a, stack) - mismatch(b, stack))) {
    const match = pattern.exec(readFileSync(file, "utf8"));
    if (match) {
      const text = (match[1] ?? "")
        .replace(/^\s*\* ?/gm, " ")
        .replace(/\s+/g, " ")
        .trim();
      return { file, sentence: /^.*?[.:;](?=\s|$)/.exec(text)?.[0].replace(/[:;]$/, ".") ?? text };
    }
  }
  return undefined;
}

/** 0 when the file lies in the folder of the cloud that begins the stack's name, 1 when it lies elsewhere. */
function mismatch(file: string, { node, environment }: EnvironmentStack): number {
  const [cloud = ""] = node.id.slice(`${environment.platform}-${environment.name}-`.length).split("-");
  const expected = ["google", "cloudflare"].includes(cloud) ? cloud : undefined;
  const actual = ["google", "cloudflare"].find((one) => file.includes(`/${one}/`));
  return expected === actual ? 0 : 1;
}

function countOf(json: Json): number {
  return Object.values<Json>(json.resource ?? {}).reduce((sum, named) => sum + Object.keys(named).length, 0);
}

/** Public names that resources of the stack answer to, as far as they are known before apply. */
function entryPoints({ prepared, name }: OwnedStack): string[] {
  const { resource = {} } = prepared.json;
  const rows = (type: string, namesOf: (values: Json) => unknown[]) =>
    Object.entries<Json>(resource[type] ?? {}).flatMap(([id, values]) =>
      namesOf(values)
        .filter((host): host is string => typeof host === "string" && !host.includes("${"))
        .map((host) => `| ${host} | \`${type}.${id}\` | ${name} |`),
    );
  const all = [
    ...rows("aws_cloudfront_distribution", ({ aliases = [] }) => aliases),
    ...rows("cloudflare_dns_record", (values) => (values.proxied === true ? [values.name] : [])),
    ...rows("cloudflare_load_balancer", (values) => [values.name]),
    ...rows("cloudflare_workers_route", (values) => [values.pattern]),
    ...rows("aws_route53_record", (values) => (values.alias && !values.set_identifier ? [values.name] : [])),
  ];
  // A and AAAA records, and the distribution they lead to, are one entry point.
  return [...new Map(all.reverse().map((row) => [row.split(" | ", 1)[0], row])).values()].reverse();
}

function runbooks(platform: string, folder: string): string[] {
  const own = join("runbooks", platform);
  const files = existsSync(own) ? readdirSync(own).map((file) => join(own, file)) : [];
  const common = readdirSync("runbooks").map((file) => join("runbooks", file));
  return [...files, ...common]
    .filter((file) => file.endsWith(".md"))
    .map((file) => `- [${titleOf(file)}](${relative(folder, file)})`);
}

function titleOf(file: string): string {
  return /^# (.+)$/m.exec(readFileSync(file, "utf8"))?.[1] ?? file;
}
