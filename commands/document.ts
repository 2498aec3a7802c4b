/** Writes the generated documents: a page of each platform, the reference of the modules and the ledger of addresses. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { checks } from "@modules/checks/checks/all";
import { checked } from "@modules/checks/synthesize";
import { addressCheck } from "../app/addresses";
import { build } from "../app/build";
import { checkedEnvironments } from "../app/environments";
import { platforms } from "../stacks/platforms";
import { accessChanges, documents, obsolete, stale } from "./documents/all";
import { CommandError } from "./error";

/**
 * Writes the documents that are out of date; a check only lists them.
 *
 * @throws CommandError in a check when a document is out of date
 */
export async function document({ check }: { readonly check: boolean }): Promise<number> {
  const current = documents(checked(build(checkedEnvironments(platforms)), { checks: [...checks, addressCheck()] }));
  const paths = stale(current);
  if (check && paths.length > 0) {
    throw new CommandError(
      [
        ...paths.map((path) => `${path}: out of date`),
        ...accessChanges(current),
        "Run `pnpm document` and commit what it writes.",
      ].join("\n"),
    );
  }
  if (!check) {
    for (const path of obsolete(current)) {
      rmSync(path);
    }
    for (const path of paths.filter((one) => current.has(one))) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, current.get(path)!);
    }
  }
  console.log(`${current.size} documents, ${check ? "all up to date" : `${paths.length} written`}`);
  return 0;
}
