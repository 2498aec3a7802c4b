/** Every generated document, by its path. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { entriesOf, ledgerText } from "@modules/checks/ledger";
import type { PreparedStack } from "@modules/checks/prepare";
import { ledgerFile } from "../../app/addresses";
import { filesBelow } from "../../app/files";
import { platforms } from "../../stacks/platforms";
import { accessPages } from "./access-page";
import { controlsPage } from "./controls-page";
import { platformPage } from "./platform-page";
import { policiesPage } from "./policies-page";
import { readme } from "./readme";
import { helperReadme, modulePage, packageReadme, pageOf } from "./reference/page";
import { type ModuleSource, moduleSources } from "./reference/source";

/** Names of the platforms in prose. */
export const TITLES: Readonly<Record<string, string>> = {
  dafnckmachine: "DafnckMachine",
  freeagentics: "FreeAgentics",
  lp: "LP",
  "phoenix-rooivalk": "Phoenix Rooivalk",
};

/** Folder of the files that say who may do what to which data, one for each environment. */
const ACCESS = join("docs", "access");

/** Text by path, of the platforms and of the module library. */
export function documents(stacks: readonly PreparedStack[]): Map<string, string> {
  return new Map([
    ["README.md", readme(readFileSync("README.md", "utf8"), platforms)],
    ...platformDocuments(stacks),
    ...ledgers(stacks),
    [join("docs", "policies.md"), policiesPage()],
    ...[...accessPages(stacks)].map(([name, text]): [string, string] => [join(ACCESS, `${name}.txt`), text]),
    [join("docs", "controls.md"), controlsPage(stacks)],
    ...libraryDocuments(),
  ]);
}

function platformDocuments(stacks: readonly PreparedStack[]): [string, string][] {
  return Object.entries(TITLES).map(([platform, title]) => [
    join("stacks", platform, "README.md"),
    platformPage(platform, title, stacks),
  ]);
}

/** Every resource of each platform. The check of addresses has passed, so that entries which disappear held no data. */
function ledgers(stacks: readonly PreparedStack[]): [string, string][] {
  return Object.keys(TITLES).map((platform) => {
    const own = stacks.filter(({ id }) => id.startsWith(`${platform}-`)).map(({ id, json }) => [id, json]);
    return [ledgerFile(platform), ledgerText(entriesOf(Object.fromEntries(own)))];
  });
}

/** Packages that have modules, each with an index and a page for each file. */
function libraryDocuments(): [string, string][] {
  return readdirSync("modules").flatMap((cloud) => {
    const modules = moduleSources(cloud);
    const manifest = JSON.parse(readFileSync(join("modules", cloud, "package.json"), "utf8"));
    const readme: [string, string] = [
      join("modules", cloud, "README.md"),
      modules.length > 0 ? packageReadme(manifest, modules) : helperReadme(manifest, filesOf(cloud)),
    ];
    const files = new Map<string, ModuleSource[]>();
    for (const module of modules) {
      files.set(module.file, [...(files.get(module.file) ?? []), module]);
    }
    return [
      readme,
      ...[...files.values()].map((classes): [string, string] => [pageOf(classes[0]!), modulePage(classes)]),
    ];
  });
}

/** Source of each file of a package, by its path without the extension. */
function filesOf(cloud: string): [string, string][] {
  const folder = join("modules", cloud);
  return filesBelow(folder)
    .filter((file) => /(?<!\.example)\.ts$/.test(file))
    .map((file) => [file.replace(/\.ts$/, ""), readFileSync(join(folder, file), "utf8")]);
}

/** Paths of documents that differ from what is on disk, and of pages that no module has any more. */
export function stale(current: ReadonlyMap<string, string>): string[] {
  const differing = [...current].filter(([path, text]) => read(path) !== text).map(([path]) => path);
  return [...differing, ...obsolete(current)].sort();
}

/** Lines by which the stale files of access differ from what the stacks allow, so that a reviewer can read them. */
export function accessChanges(current: ReadonlyMap<string, string>): string[] {
  return [...current]
    .filter(([path]) => path.startsWith(ACCESS))
    .flatMap(([path, text]) => {
      const before = read(path)?.split("\n") ?? [];
      const after = text.split("\n");
      return [
        ...before.filter((line) => !after.includes(line)).map((line) => `${path}: - ${line.trim()}`),
        ...after.filter((line) => !before.includes(line)).map((line) => `${path}: + ${line.trim()}`),
      ];
    });
}

/** Pages of the reference whose module is gone, and files of access whose environment is. */
export function obsolete(current: ReadonlyMap<string, string>): string[] {
  return [
    [join("docs", "reference"), ".md"],
    [ACCESS, ".txt"],
  ].flatMap(([folder = "", ending = ""]) =>
    filesIn(folder)
      .filter((file) => file.endsWith(ending))
      .map((file) => join(folder, file))
      .filter((path) => !current.has(path)),
  );
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    return [];
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
