import type { Session } from "../runner/session";
import { stateOf } from "../runner/stack-run";
import { undeletable } from "./exclusions";

/** Removes what the emulator cannot delete from the states of stacks, before these are destroyed. */
export async function forgetUndeletable(session: Session, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const folder = session.folder(id);
    await folder.init();
    const { resources = [] } = await stateOf(folder);
    const types: string[] = resources.map(({ type }: { type: string }) => type);
    if (types.some((type) => type in undeletable)) {
      const addresses = (await folder.read(["state", "list"])).split("\n");
      const forgotten = addresses.filter((address) => address.split(".")[0]! in undeletable);
      await folder.logTo(["state", "rm", ...forgotten]);
      console.error(`${id}: the emulator cannot delete ${forgotten.join(", ")}, so they are removed from the state`);
    }
  }
}
