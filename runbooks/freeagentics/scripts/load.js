/** Load of FreeAgentics' application at its targets; runbooks/freeagentics/load-test.md says how to run it. */
import { load, read } from "../../scripts/load.js";

/** Requests a second and users at once: the least that a release must hold, the target, and the peak. */
const LEVELS = {
  minimum: { requestsPerSecond: 1000, users: 1000 },
  target: { requestsPerSecond: 5000, users: 5000 },
  peak: { requestsPerSecond: 10_000, users: 10_000 },
};

export const options = load({ ...LEVELS[__ENV.LEVEL || "target"], latency: { 50: 100, 95: 300, 99: 500 } });

/** Replace the path by the ten most frequent ones of the last week's access logs, with their shares. */
export default function requests() {
  read("/health");
}
