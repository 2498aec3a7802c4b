/** Files of this repository that stacks deploy, such as the sources of workers and configuration files. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The nearest parent folder with the workspace file. The path is searched, because a bundle runs from another folder
 * than this file.
 */
function rootAbove(folder: string): string {
  return existsSync(join(folder, "pnpm-workspace.yaml")) ? folder : rootAbove(dirname(folder));
}

const ROOT = rootAbove(__dirname);

/** Absolute path of a file or folder. @param path from the root of the repository */
export function repositoryPath(path: string): string {
  return join(ROOT, path);
}

/** Text of a file. @param path from the root of the repository */
export function repositoryText(path: string): string {
  return readFileSync(repositoryPath(path), "utf8");
}
