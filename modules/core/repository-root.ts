import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** The repository, wherever in it this file or a bundle with it runs. */
function rootAbove(folder: string): string {
  return existsSync(join(folder, "pnpm-workspace.yaml")) ? folder : rootAbove(dirname(folder));
}

export const ROOT = rootAbove(__dirname);

/** @param path from the root of the repository */
export function textOf(path: string): string {
  return readFileSync(resolve(ROOT, path), "utf8");
}
