/** Takes a resource that exists into the state of the stack that declares it. */
import { resourceAddresses } from "@modules/checks/moves";
import { closest } from "fastest-levenshtein";
import { checkReadiness } from "./diagnose/readiness";
import { CommandError } from "./error";
import { approve } from "./runner/approval";
import { Session } from "./runner/session";
import { chooseStack } from "./workspace";

export interface ImportOptions {
  readonly autoApprove?: boolean;
  /** Whether the stack is on the emulator of `pnpm emulate`. @default false */
  readonly emulator?: boolean;
}

/** `state-import STACK ADDRESS ID`: returns 0. */
export async function importResource(
  stack: string,
  address: string,
  id: string,
  options: ImportOptions,
): Promise<number> {
  const { chosen, synthesize } = chooseStack(stack, `declares ${address}`, options);
  await checkReadiness(chosen, { account: !options.emulator });
  return takeIn(new Session(synthesize()), chosen[0]!.id, address, id, options);
}

/**
 * Imports a resource into a stack of a session.
 *
 * @throws CommandError when the stack does not declare the address, or Terraform refuses
 */
export async function takeIn(
  session: Session,
  stack: string,
  address: string,
  id: string,
  options: ImportOptions,
): Promise<number> {
  const folder = session.folder(stack);
  const declared = resourceAddresses({ [stack]: folder.json() }).map((line) => line.split(" ")[1]!);
  // The key of `for_each` or `count` follows the address of the block.
  if (!declared.includes(address.replace(/\[.*\]$/, ""))) {
    throw new CommandError(`${stack} declares no ${address}; did you mean ${closest(address, declared)}?`);
  }
  console.log(`${id} becomes ${address} in the state of ${stack}. The resource itself stays as it is.`);
  await approve(options, "Import it?");
  await folder.init();
  await folder.logTo(["import", "-input=false", "-no-color", "-lock-timeout=60s", address, id]);
  console.log(`Imported. \`pnpm plan ${stack}\` shows where the resource differs from its declaration.`);
  return 0;
}
