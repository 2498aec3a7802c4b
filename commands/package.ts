/** Packs the module packages, for `npm publish` or for another repository to install. */
import { buildPackages } from "./packages/build";

/** Writes the tarballs to a folder and prints their paths. */
export async function packageModules({ out }: { readonly out: string }): Promise<number> {
  for (const { path } of buildPackages(out)) {
    console.log(path);
  }
  return 0;
}
