/** What is wrong with an environment whose part in Google Cloud was spoiled. */

import { production } from "../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../environments/dafnckmachine/rules";
import { checkEnvironment } from "../../environments/schema/check";

export const FILE = "environments/dafnckmachine/production.ts";

export type Google = NonNullable<typeof production.google>;

/** Faults of production after `change`. */
export function googleFaults(change: (google: Google) => void): string[] {
  const data = structuredClone(production);
  change(data.google!);
  const result = checkEnvironment(dafnckmachineSchema, { file: FILE, data });
  return "faults" in result ? result.faults : [];
}
