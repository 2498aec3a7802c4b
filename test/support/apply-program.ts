/** Applies the saved plans of stacks, one after the other. Arguments: `OUTDIR STACK...`. */

import { INTERRUPTED } from "../../commands/run";
import { InterruptedError } from "../../commands/runner/interrupt";
import { applyInRounds } from "../../commands/runner/rounds";
import { Session } from "../../commands/runner/session";

const [outdir = "", ...ids] = process.argv.slice(2);
const dependencies = new Map(ids.map((id, index) => [id, ids.slice(0, index)]));

applyInRounds(new Session({ outdir, ids, dependencies }), ids, { autoApprove: true }).catch((error) => {
  process.exitCode = error instanceof InterruptedError ? INTERRUPTED : 1;
});
