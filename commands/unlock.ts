/** Releases a lock that a killed Terraform left. */
import { CommandError } from "./error";
import { approve } from "./runner/approval";
import { Session } from "./runner/session";
import { refuseDocumentationStates } from "./stacks";
import { chooseStack } from "./workspace";

/**
 * Errors of Terraform when only one half of a lock is left, the object or the row in the table: Terraform releases that
 * half, and then fails for the other.
 */
const HALVES = [/failed to unlock S3: .*NoSuchKey/s, /failed to unlock DynamoDB: .*unexpected end of JSON input/s];

export interface UnlockOptions {
  readonly autoApprove?: boolean;
  /** Whether the stack is on the emulator of `pnpm emulate`. @default false */
  readonly emulator?: boolean;
}

/** `unlock STACK LOCK_ID`: returns 0. */
export async function unlock(stack: string, lock: string, options: UnlockOptions): Promise<number> {
  const { chosen, synthesize } = chooseStack(stack, "is locked", options);
  refuseDocumentationStates(chosen, options);
  return release(new Session(synthesize()), chosen[0]!.id, lock, options);
}

/**
 * Releases a lock of a stack of a session.
 *
 * @throws CommandError when the stack has no lock with the id, or nobody agrees
 */
export async function release(session: Session, id: string, lock: string, options: UnlockOptions): Promise<number> {
  console.log(`The holder of the lock ${lock} of ${id} may still write its state. Ask the holder first.`);
  await approve(options, "Release it?");
  const folder = session.folder(id);
  // An apply that could not write its state could not release its lock either.
  await folder.init(true);
  await folder.logTo(["force-unlock", "-force", lock]).catch((error: unknown) => {
    if (!(error instanceof CommandError && HALVES.some((half) => half.test(error.message)))) {
      throw error;
    }
  });
  console.log(`${id} is no longer locked. \`pnpm plan ${id}\` shows what the killed run has left.`);
  return 0;
}
