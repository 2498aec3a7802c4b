/** Terraform's file of a plan. */
import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import type { StateVersion } from "./saved-plan";

/** Entry with the state that the plan was made with. */
const STATE = "tfstate";

/** First characters of a zip archive. */
const ZIP = "PK";

/**
 * Serial and lineage of the state that a plan was made with; undefined while there was none. They come from the plan
 * itself, because another run may write the state between the plan and a later reading.
 *
 * @returns "remote" for a plan that HCP Terraform keeps, of which the file has only the id
 */
export function stateOfPlan(file: string): StateVersion | undefined | "remote" {
  const content = readFileSync(file);
  if (content.toString("latin1", 0, ZIP.length) !== ZIP) {
    return "remote";
  }
  const entries = unzipSync(content, { filter: ({ name }) => name === STATE });
  const { serial, lineage } = JSON.parse(strFromU8(entries[STATE]!));
  return lineage ? { serial, lineage } : undefined;
}
