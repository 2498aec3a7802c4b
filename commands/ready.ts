/** Begins a run of Terraform in stacks that a person names. */
import { checkReadiness, type ReadinessOptions } from "./diagnose/readiness";
import { Session, type SessionOptions } from "./runner/session";
import { type Choice, chooseStacks } from "./workspace";

/** Options of every command that runs Terraform in several stacks. */
export interface StackOptions extends Omit<Choice, "stacks">, Pick<SessionOptions, "parallel"> {}

export interface Ready {
  readonly session: Session;
  /** Ids of the chosen stacks. */
  readonly ids: readonly string[];
}

/**
 * Chooses the stacks, checks what every plan and apply needs, and synthesizes.
 *
 * @throws SelectionError when a name matches no stack
 * @throws CommandError with every fault of the owner's values, the credentials and Terraform
 */
export async function readySession(
  stacks: readonly string[],
  options: StackOptions,
  checks: ReadinessOptions = {},
): Promise<Ready> {
  const { chosen, synthesize } = chooseStacks({ stacks, ...options });
  await checkReadiness(chosen, options.emulator ? { account: false } : checks);
  return { session: new Session(synthesize(), options), ids: chosen.map(({ id }) => id) };
}
