/** Moves states from another backend to the one that the stacks have now. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { CommandError } from "./error";
import { readySession, type StackOptions } from "./ready";
import { terraform } from "./run";
import { approve } from "./runner/approval";
import { runnerEnv } from "./runner/environment";
import { type StackFolder, sha256 } from "./runner/folder";
import { failuresOf, reasonOf, refuseInterrupted } from "./runner/outcomes";
import type { Session } from "./runner/session";
import { stateOf } from "./runner/stack-run";
import { chooseStacks } from "./workspace";

export interface StateMoveOptions extends StackOptions {
  /** Former place of the states: `s3://BUCKET` or `hcp:ORGANIZATION`. */
  readonly from: string;
  readonly autoApprove?: boolean;
}

/** Settings of a backend: the `terraform` block of a configuration. */
export type Backend = Json;

/** `state-move STACK... --from PLACE`: returns 0 when every state is where the stacks look for it. */
export async function stateMove(stacks: readonly string[], options: StateMoveOptions): Promise<number> {
  const { chosen } = chooseStacks({ stacks, ...options });
  const sources = new Map(
    chosen.map(({ id, environment: { environment } }) => {
      const { platform, name, account } = environment;
      const key = `${platform}/${name}/${id.slice(`${platform}-${name}-`.length)}.tfstate`;
      return [id, sourceOf(options.from, { id, key, region: account.region })] as const;
    }),
  );
  const { session, ids } = await readySession(stacks, options);
  return moveStates(session, ids, sources, options);
}

/** The backend that has the state of a stack at a place. */
export function sourceOf(
  place: string,
  { id, key, region }: { readonly id: string; readonly key: string; readonly region: string },
): Backend {
  const [, bucket] = /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/?$/.exec(place) ?? [];
  if (bucket) {
    return { backend: { s3: { bucket, key, region } } };
  }
  const [, organization] = /^hcp:([\w-]+)$/.exec(place) ?? [];
  if (organization) {
    return { cloud: { organization, workspaces: { name: id } } };
  }
  throw new CommandError(
    `--from: must be s3://BUCKET or hcp:ORGANIZATION, got ${place}; name the place in which the states were before`,
  );
}

/**
 * Copies the states of stacks of a session from other backends, and compares what arrived. The former ones stay.
 *
 * @param sources former backend, by the id of the stack
 * @throws CommandError when a state is not what was copied, or when nobody agrees
 */
export async function moveStates(
  session: Session,
  ids: readonly string[],
  sources: ReadonlyMap<string, Backend>,
  options: Pick<StateMoveOptions, "autoApprove">,
): Promise<number> {
  console.log(`The states of ${ids.join(", ")} are copied to the backend of the stacks; the former ones stay.`);
  console.log("Do not plan or apply these stacks until the copy is finished.");
  await approve(options, "Copy them?");
  const outcomes = await session.each(
    ids,
    (text: string) => text,
    (folder, step) => moveState(folder, sources.get(folder.id)!, step, session.env),
  );
  refuseInterrupted(outcomes);
  const failures = failuresOf(outcomes);
  if (failures.length > 0) {
    throw new CommandError(failures.map(({ id, error }) => `${id}: ${reasonOf(error)}`).join("\n"));
  }
  console.log("`pnpm plan` of these stacks must find no changes.");
  return 0;
}

async function moveState(
  folder: StackFolder,
  source: Backend,
  step: (text: string) => void,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  // States have secrets, so both files are deleted in any case.
  const temporary = mkdtempSync(join(tmpdir(), "state-move-"));
  const settings = { env: runnerEnv(env) };
  const pull = async () => (await terraform(temporary, ["state", "pull"], settings)).trim();
  try {
    step("reads");
    writeFileSync(join(temporary, "main.tf.json"), JSON.stringify({ terraform: source }));
    await terraform(temporary, ["init", "-input=false"], settings);
    const text = await pull();
    if (text === "") {
      return "has no state there";
    }
    const wanted: Json = JSON.parse(text);
    // For a missing state the S3 backend answers with a new one, whose lineage is random.
    if (wanted.serial === 0 && wanted.resources.length === 0 && Object.keys(wanted.outputs).length === 0) {
      return "has no state there";
    }
    await folder.init();
    const present = await stateOf(folder);
    if (present.lineage === wanted.lineage && present.serial >= wanted.serial) {
      return `has serial ${present.serial} already`;
    }
    if (present.lineage && present.lineage !== wanted.lineage && present.resources?.length > 0) {
      throw new CommandError(
        `the backend must have no other state, got serial ${present.serial} of ${present.lineage}; remove it there if nothing belongs to it`,
      );
    }
    step("writes");
    const file = join(temporary, "moved.tfstate");
    writeFileSync(file, text, { mode: 0o600 });
    if (!present.lineage) {
      // Terraform gives the first state of an empty workspace a lineage of its own. Only a second push keeps that of the file.
      await folder.logTo(["state", "push", file]);
    }
    const isOwn = present.lineage === wanted.lineage;
    await folder.logTo(["state", "push", ...(isOwn ? [] : ["-force"]), file]);
    step("compares");
    const [arrived, still] = [await stateOf(folder), JSON.parse(await pull())];
    // A forced push to HCP Terraform counts as a change, so that the serial is one higher.
    if (arrived.serial < wanted.serial || digestOf(arrived) !== digestOf(wanted)) {
      throw new CommandError(
        `the backend must have serial ${wanted.serial} of ${wanted.lineage}, got serial ${arrived.serial} of ${arrived.lineage}; the former state is unchanged, so copy it again`,
      );
    }
    if (still.serial !== wanted.serial) {
      throw new CommandError(
        `the former state must stay at serial ${wanted.serial}, got ${still.serial}; an apply has changed it, so copy it again`,
      );
    }
    return `has serial ${arrived.serial}, lineage ${arrived.lineage}`;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** Digest of the parts of a state that a copy keeps. Terraform replaces its version, and may raise the serial. */
function digestOf({ lineage, outputs, resources }: Json): string {
  return sha256(JSON.stringify([lineage, outputs, resources]));
}
