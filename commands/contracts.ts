/** Checks that no output disappears which a stack of another revision, and so a deployed one, still reads. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { type KeptOutput, OUTPUTS_FILE } from "../app/addresses";
import { CommandError } from "./error";
import { compareWith, type FormerStack } from "./runner/revision";
import { Session } from "./runner/session";
import { chooseStacks } from "./workspace";

export interface ContractsOptions {
  /** Revision whose stacks are deployed. */
  readonly base: string;
  /** Keep the outputs. */
  readonly keep?: boolean;
}

/** An output that is gone, with the stacks that read it. */
export interface Breach {
  /** Id of the stack that had the output. */
  readonly stack: string;
  readonly output: string;
  /** Expression of its value. */
  readonly value: unknown;
  readonly readers: readonly string[];
}

/** `contracts --base REV`: returns 0 when every output is there that the stacks of a revision read, otherwise 1. */
export async function contracts(options: ContractsOptions): Promise<number> {
  const { before, now: workspace } = await compareWith(options.base, () => chooseStacks({ stacks: [] }).synthesize());
  const session = new Session(workspace);
  const now = new Map(workspace.ids.map((id) => [id, Object.keys(session.folder(id).json().output ?? {})]));
  return judge(breachesOf(before, now), options);
}

/**
 * Outputs that stacks of a revision read and that their stacks no longer have. A stack that is gone as a whole is
 * destroyed, which its consumers prevent.
 *
 * @param now names of the outputs of each stack
 */
export function breachesOf(
  before: ReadonlyMap<string, Pick<FormerStack, "reads">>,
  now: ReadonlyMap<string, readonly string[]>,
): Breach[] {
  const breaches = new Map<string, Breach>();
  for (const [reader, { reads }] of before) {
    for (const [stack, outputs] of Object.entries(reads)) {
      for (const [output, value] of Object.entries(outputs)) {
        if (now.has(stack) && !now.get(stack)!.includes(output)) {
          const readers = [...(breaches.get(`${stack} ${output}`)?.readers ?? []), reader];
          breaches.set(`${stack} ${output}`, { stack, output, value, readers });
        }
      }
    }
  }
  return [...breaches.values()];
}

/** Prints breaches, or keeps their outputs. */
export function judge(breaches: readonly Breach[], { base, keep }: ContractsOptions, file = OUTPUTS_FILE): number {
  if (breaches.length === 0) {
    console.log(`Every output that the stacks of ${base} read exists.`);
    return 0;
  }
  if (!keep) {
    throw new CommandError(
      [
        ...breaches.map(
          ({ stack, output, readers }) =>
            `${stack}: output ${output} must stay while ${readers.join(", ")} of ${base} read it, got none`,
        ),
        `Run \`pnpm contracts --base ${base} --keep\`; remove the outputs from ${file} when the readers are applied without them.`,
      ].join("\n"),
    );
  }
  const kept: KeptOutput[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  const added = breaches.map(({ stack, output, value }) => ({ stack, output, value }));
  writeFileSync(file, `${JSON.stringify([...kept, ...added], null, 2)}\n`);
  console.log(`${file} keeps ${added.length} outputs.`);
  return 0;
}
