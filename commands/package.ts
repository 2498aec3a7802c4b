/** Packs the module packages, for `npm publish` or for another repository to install. */
import { parseArgs } from "node:util";
import { buildPackages } from "./packages/build";

/** Writes the tarballs to `--out`, which is `dist` by default, and prints their paths. */
export async function packageModules(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { out: { type: "string", default: "dist" } } });
  for (const { path } of buildPackages(values.out)) {
    console.log(path);
  }
  return 0;
}
