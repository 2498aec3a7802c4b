/** Files of this repository that stacks deploy, such as the sources of workers and configuration files. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const WORKSPACE_FILE = "pnpm-workspace.yaml";

/**
 * The nearest parent folder with the workspace file. The path is searched, because a bundle runs from another folder
 * than this file.
 *
 * @throws Error for a folder outside of a workspace
 */
export function rootAbove(folder: string): string {
  for (let root = folder; ; root = dirname(root)) {
    if (existsSync(join(root, WORKSPACE_FILE))) {
      return root;
    }
    if (root === dirname(root)) {
      throw new Error(
        `${folder}: must be below a folder with ${WORKSPACE_FILE}, which marks the root of the repository, got none; run the program inside the repository`,
      );
    }
  }
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
