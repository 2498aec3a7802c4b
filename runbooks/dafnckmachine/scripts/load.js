/** Load of DafnckMachine's API at its targets; runbooks/dafnckmachine/load-test.md says how to run it. */
import { load, read } from "../../scripts/load.js";

export const options = load({ requestsPerSecond: 10_000, users: 50_000, latency: { 95: 200 } });

/** Replace the path by the ten most frequent ones of the last week's access logs, with their shares. */
export default function requests() {
  read("/v1/health");
}
