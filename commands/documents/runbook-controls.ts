/** Places of the runbooks in catalogs of controls: what people do is evidence as well. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Controls } from "@modules/checks/policies/topics";
import { filesBelow } from "../../app/files";

export interface Runbook {
  /** Path from the root of the repository. */
  readonly file: string;
  readonly title: string;
  readonly controls: Controls;
}

/** Controls by the names of runbooks; the first that fits counts. */
const BY_NAME: readonly (readonly [name: RegExp, controls: Controls])[] = [
  [/dr-test|dr-drill/, { nistCsf: "ID.IM-02", soc2: "A1.3", iso27001: "A.5.30", gdpr: "Art. 32(1)(d)" }],
  [
    /fail|loss|restore|recover|dns-update|backups/,
    { nistCsf: "RC.RP-01", soc2: "A1.2", iso27001: "A.5.30", gdpr: "Art. 32(1)(c)" },
  ],
  [/mirror|replication/, { nistCsf: "PR.DS-11", soc2: "A1.2", iso27001: "A.8.13", gdpr: "Art. 32(1)(c)" }],
  [/penetration/, { nistCsf: "ID.RA-01", soc2: "CC4.1", iso27001: "A.8.29", gdpr: "Art. 32(1)(d)" }],
  [/load-test|scaling|schedule|tuning/, { nistCsf: "PR.IR-04", soc2: "A1.1", iso27001: "A.8.6" }],
  [/upgrade|rollout/, { nistCsf: "PR.PS-02", soc2: "CC8.1", iso27001: "A.8.32" }],
  [/alerts|observability/, { nistCsf: "RS.MA-01", soc2: "CC7.3", iso27001: "A.5.24", gdpr: "Art. 33" }],
  [/./, { soc2: "CC8.1", iso27001: "A.5.37" }],
];

/** Every runbook with its controls. */
export function runbooks(folder = "runbooks"): Runbook[] {
  return filesBelow(folder)
    .filter((file) => file.endsWith(".md"))
    .map((file) => ({
      file: join(folder, file),
      title: /^# (.+)$/m.exec(readFileSync(join(folder, file), "utf8"))![1]!,
      controls: BY_NAME.find(([name]) => name.test(file))![1],
    }));
}
