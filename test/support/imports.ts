/** The imports of the repository's own files, types included. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { filesBelow } from "../../app/files";

export interface Import {
  /** Path of the importing file, without its extension. */
  readonly from: string;
  /** Path of the imported file, without its extension; imports of packages are not listed. */
  readonly to: string;
}

/** TypeScript files below folders, without their extension. */
export function sources(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    filesBelow(folder)
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(folder, file).replace(/\.tsx?$/, "")),
  );
}

export function importsOf(files: readonly string[]): Import[] {
  return files.flatMap((from) =>
    [...readFileSync(fileOf(from)!, "utf8").matchAll(/\bfrom\s+"([^"]+)"|\bimport\s*\(?\s*"([^"]+)"/g)]
      .map(([, first, second]) => targetOf(from, (first ?? second)!))
      .filter((to): to is string => to !== undefined)
      .map((to) => ({ from, to })),
  );
}

function targetOf(from: string, specifier: string): string | undefined {
  const path = specifier.startsWith("@modules/")
    ? specifier.replace("@modules/", "modules/")
    : specifier.startsWith(".")
      ? relative(".", resolve(dirname(from), specifier))
      : undefined;
  return path !== undefined && fileOf(path) ? path : undefined;
}

/** The file of a path without extension. */
function fileOf(path: string): string | undefined {
  return [`${path}.ts`, `${path}.tsx`].find((file) => existsSync(file));
}

/** The shortest import circle through each file, as `a -> b -> a`, without duplicates. */
export function circles(imports: readonly Import[]): string[] {
  const targets = new Map<string, string[]>();
  for (const { from, to } of imports) {
    targets.set(from, [...(targets.get(from) ?? []), to]);
  }
  const found = new Map<string, string>();
  for (const start of targets.keys()) {
    const path = shortestPath(targets, start);
    if (path) {
      const key = [...path].sort().join(" ");
      found.set(key, found.get(key) ?? [...path, path[0]].join(" -> "));
    }
  }
  return [...found.values()].sort();
}

/** Files on the shortest path from a file back to itself. */
function shortestPath(targets: ReadonlyMap<string, readonly string[]>, start: string): string[] | undefined {
  const waiting: string[][] = [[start]];
  const seen = new Set<string>();
  for (let path = waiting.shift(); path; path = waiting.shift()) {
    for (const to of targets.get(path.at(-1)!) ?? []) {
      if (to === start) {
        return path;
      }
      if (!seen.has(to)) {
        seen.add(to);
        waiting.push([...path, to]);
      }
    }
  }
  return undefined;
}
