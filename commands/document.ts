/** Writes the generated documents: a page of each platform and the reference of the modules. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { checked } from "@modules/checks/synthesize";
import { build } from "../app/build";
import { checkedEnvironments } from "../app/environments";
import { platforms } from "../stacks/platforms";
import { documents, obsolete, stale } from "./documents/all";
import { CommandError } from "./error";
import { parseOptions } from "./options";

/**
 * `document [--check]`: writes the documents that are out of date; with `--check` it only lists them.
 *
 * @throws CommandError with `--check` when a document is out of date
 */
export async function document(args: readonly string[]): Promise<number> {
  const options = { check: { type: "boolean", default: false } } as const;
  const { values } = parseOptions({ args: [...args], options }, "pnpm document [--check]");
  const current = documents(checked(build(checkedEnvironments(platforms))));
  const paths = stale(current);
  if (values.check && paths.length > 0) {
    throw new CommandError(
      [...paths.map((path) => `${path}: out of date`), "Run `pnpm document` and commit what it writes."].join("\n"),
    );
  }
  if (!values.check) {
    for (const path of obsolete(current)) {
      rmSync(path);
    }
    for (const path of paths.filter((one) => current.has(one))) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, current.get(path)!);
    }
  }
  console.log(`${current.size} documents, ${values.check ? "all up to date" : `${paths.length} written`}`);
  return 0;
}
