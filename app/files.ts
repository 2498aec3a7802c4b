import { readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Paths of all files below a folder, relative to it and sorted. `node_modules` is left out: Node follows the links
 * that pnpm makes there, and reads the folders of every provider.
 */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .flatMap((entry) =>
      entry.isDirectory() ? filesBelow(join(folder, entry.name)).map((file) => join(entry.name, file)) : entry.name,
    )
    .sort();
}
