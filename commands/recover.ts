/** Writes a state to the backend that an apply could not write. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Json } from "@modules/checks/json";
import { CommandError } from "./error";
import { approve } from "./runner/approval";
import { ERRORED_STATE } from "./runner/folder";
import { Session } from "./runner/session";
import { stateOf } from "./runner/stack-run";
import { refuseDocumentationStates } from "./stacks";
import { chooseStack } from "./workspace";

export interface RecoverOptions {
  readonly autoApprove?: boolean;
  /** Whether the stack is on the emulator of `pnpm emulate`. @default false */
  readonly emulator?: boolean;
}

/** `recover STACK [FILE]`: returns 0. */
export async function recover(stack: string, file: string | undefined, options: RecoverOptions): Promise<number> {
  const { chosen, synthesize } = chooseStack(stack, "the state belongs to", options);
  refuseDocumentationStates(chosen, options);
  return pushState(new Session(synthesize()), chosen[0]!.id, file, options);
}

/**
 * Pushes a state of a stack of a session. The file is deleted once the backend has the state, and stays otherwise.
 *
 * @param file by default the one that Terraform left in the stack's folder
 * @throws CommandError when there is no such state, when it is not newer than the backend's, or when nobody agrees
 */
export async function pushState(
  session: Session,
  id: string,
  file: string | undefined,
  options: RecoverOptions,
): Promise<number> {
  const folder = session.folder(id);
  const left = resolve(folder.path, ERRORED_STATE);
  const given = file === undefined ? left : resolve(file);
  if (!existsSync(given)) {
    throw new CommandError(`${given}: must be a state that an apply of ${id} could not write, got no file`);
  }
  // Terraform does not start beside a state that it could not write, so that nobody forgets it.
  const aside = resolve(session.workspace.outdir, "recovered", `${id}.tfstate`);
  if (existsSync(left)) {
    mkdirSync(dirname(aside), { recursive: true, mode: 0o700 });
    renameSync(left, aside);
  }
  const source = given === left ? aside : given;
  try {
    const { serial, lineage }: Json = JSON.parse(readFileSync(source, "utf8"));
    await folder.init();
    const current = await stateOf(folder);
    if (current.lineage && (current.lineage !== lineage || current.serial >= serial)) {
      throw new CommandError(
        `${id}: the state must be newer than the backend's and of its lineage, got serial ${serial} of ${lineage}; the backend has serial ${current.serial} of ${current.lineage}`,
      );
    }
    console.log(`The backend has serial ${current.serial ?? "none"} of ${id}; ${source} is serial ${serial}.`);
    await approve(options, "Write it to the backend?");
    await folder.logTo(["state", "push", source]);
  } catch (error) {
    if (existsSync(aside)) {
      renameSync(aside, left);
    }
    throw error;
  }
  for (const done of [source, aside]) {
    rmSync(done, { force: true });
  }
  console.log(`The backend has the state. \`pnpm plan ${id}\` shows what the apply has left to do.`);
  return 0;
}
