import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Absolute path of a folder in this package, for functions that modules deploy. The path is resolved from the package's
 * name, because a bundle runs from another folder than the package's sources.
 */
export function packagePath(folder: string): string {
  return join(dirname(createRequire(__filename).resolve("@modules/aws/account")), folder);
}
