/**
 * Program that writes the stacks of a commit. Arguments: the commit, the folder for its files, the folder for its stacks,
 * and the root of the repository.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../error";
import { run } from "../run";
import { checkOut, installIn } from "./revision-tree";

/** Writes the stacks without checks, because the commit passed them when it was made. Older commits lack this program and run `main.ts`. */
const UNCHECKED = "app/unchecked.ts";

async function write(commit: string, tree: string, outdir: string, root: string): Promise<number> {
  await checkOut(commit, tree, root);
  await installIn(tree, root);
  const program = existsSync(join(tree, UNCHECKED)) ? UNCHECKED : "main.ts";
  const env = { ...process.env, CDKTF_OUTDIR: outdir };
  const { status, output } = await run(process.execPath, ["launch.cjs", program], { cwd: tree, env });
  console.error(output.trim());
  return status;
}

const [commit, tree, outdir, root] = process.argv.slice(2);
write(commit!, tree!, outdir!, root!)
  .catch((error: unknown) => {
    if (!(error instanceof CommandError)) {
      throw error;
    }
    console.error(error.message);
    return 1;
  })
  .then((status) => {
    process.exitCode = status;
  });
