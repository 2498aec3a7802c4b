/** Recovery objectives of an environment, which synthesis compares with its backups, copies and replicas. */
import { DATA_KINDS, type DataKind } from "@modules/core/recovery";
import { z } from "zod";
import { count, positive } from "./fields";

const self = z.strictObject({
  /** Minutes of writes that may be lost (RPO). */
  lostMinutes: count,
  /** Minutes until the data serves again (RTO). */
  downMinutes: positive,
});

const runbook = z.string().regex(/^[\w-]+(\/[\w-]+)?\.md$/, {
  error: "must be a path below runbooks/, such as lp/region-failover.md",
});

const byPerson = self.extend({
  /** Path of the runbook below `runbooks/`. */
  runbook,
});

const objectives = z.strictObject({
  /** Loss of an instance or of an availability zone. @default no objective */
  zone: self.extend({ runbook: runbook.optional() }).optional(),
  /** A wrong change or a deletion. @default no objective */
  damage: byPerson.optional(),
  /** Loss of the region. @default no objective */
  region: byPerson.optional(),
});

/** Objectives by the kind of data. */
export const recoveryObjectivesSchema = z.strictObject(
  Object.fromEntries(DATA_KINDS.map((kind) => [kind, objectives.optional()])) as Record<
    DataKind,
    z.ZodOptional<typeof objectives>
  >,
);
