/** Packs the module packages, for `npm publish` or for another repository to install. */
import { parseOptions } from "./options";
import { buildPackages } from "./packages/build";

/** Writes the tarballs to `--out`, which is `dist` by default, and prints their paths. */
export async function packageModules(args: readonly string[]): Promise<number> {
  const options = { out: { type: "string", default: "dist" } } as const;
  const { values } = parseOptions({ args: [...args], options }, "pnpm package [--out FOLDER]");
  for (const { path } of buildPackages(values.out)) {
    console.log(path);
  }
  return 0;
}
