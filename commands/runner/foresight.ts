/** Plans of stacks that read from stacks which are not applied yet, with placeholders for the missing values. */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Json } from "@modules/checks/json";
import { type Changes, changesOf } from "./changes";
import { StackFolder, sha256 } from "./folder";
import { stateWith } from "./placeholder-state";
import { placeholdersOf, textsIn } from "./placeholders";
import { idOf, readsOf } from "./reads";

/** A plan that shows what will come. It is never applied: values in it are made up. */
export interface ForeseenPlan extends Changes {
  readonly id: string;
  /** Names of the outputs that placeholders replace, by the id of the stack that they belong to. */
  readonly placeholders: Readonly<Record<string, readonly string[]>>;
  /** Digests of the arguments without placeholders, by address. */
  readonly arguments: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface ForesightOptions {
  readonly outdir: string;
  /** Ids of the stacks whose outputs placeholders replace. */
  readonly missing: readonly string[];
  /** Whether the account is empty, so that the stack has no backend yet. */
  readonly empty: boolean;
  readonly env: NodeJS.ProcessEnv;
  readonly step: (text: string) => void;
}

const OVERRIDE = "foreseen_override.tf.json";

/** Plans a stack in a copy of its folder, so that no later apply finds the plan. */
export async function foresee(stack: StackFolder, options: ForesightOptions): Promise<ForeseenPlan> {
  const { outdir, missing, empty, env, step } = options;
  const json = stack.json();
  const reads = [...readsOf(json)].filter(([id]) => missing.includes(id));
  const values = new Map(reads.map(([id]) => [id, placeholdersOf(new StackFolder(id, { outdir, env }).json())]));
  // Terraform runs in the folder, so the paths that it gets are absolute.
  const folder = new StackFolder(stack.id, {
    outdir: resolve(outdir, "foreseen"),
    logs: join(outdir, "logs"),
    env,
  });
  rmSync(folder.path, { recursive: true, force: true });
  try {
    // The plan and the states have values that may be secret.
    mkdirSync(folder.path, { recursive: true, mode: 0o700 });
    cpSync(stack.path, folder.path, { recursive: true, filter: (file) => !/\.terraform$|tfstate/.test(file) });
    writeFileSync(join(folder.path, OVERRIDE), JSON.stringify(overrideOf(json, folder.path, values, empty)));
    step("initializes");
    await folder.init();
    step("plans with placeholders");
    const out = join(folder.path, "foreseen.plan");
    await folder.logTo(["plan", "-input=false", "-no-color", "-lock=false", `-out=${out}`]);
    const shown: Json = JSON.parse(await folder.read(["show", "-json", out]));
    const texts = reads.flatMap(([id, names]) => names.flatMap((name) => textsIn(values.get(id)![name])));
    const plan: ForeseenPlan = {
      id: stack.id,
      ...changesOf(shown),
      placeholders: Object.fromEntries(reads),
      arguments: argumentsOf(shown, texts),
    };
    writeFileSync(fileOf(outdir, stack.id), `${JSON.stringify(plan, null, 2)}\n`, { mode: 0o600 });
    return plan;
  } finally {
    rmSync(folder.path, { recursive: true, force: true });
  }
}

function fileOf(outdir: string, id: string): string {
  return join(outdir, "foreseen", `${id}.json`);
}

/** Reads the states of missing stacks from files of placeholders; an empty account has no backend. */
function overrideOf(json: Json, folder: string, values: ReadonlyMap<string, Json>, empty: boolean): Json {
  const names = Object.keys(json.data?.terraform_remote_state ?? {}).filter((name) => values.has(idOf(name)));
  const states = names.map((name) => {
    const path = join(folder, `${idOf(name)}.placeholders.json`);
    writeFileSync(path, JSON.stringify(stateWith(values.get(idOf(name))!)));
    return [name, { backend: "local", config: { path } }];
  });
  return {
    ...(empty && { terraform: { backend: { local: { path: "empty.tfstate" } } } }),
    ...(states.length > 0 && { data: { terraform_remote_state: Object.fromEntries(states) } }),
  };
}

/** Digests of the known arguments of each resource that changes, without those that hold secrets or placeholders. */
function argumentsOf(plan: Json, placeholders: readonly string[]): ForeseenPlan["arguments"] {
  const resources: Json[] = (plan.resource_changes ?? []).filter(({ change }: Json) => change.actions[0] !== "no-op");
  return Object.fromEntries(
    resources.map(({ address, change: { after, after_unknown: unknown = {}, after_sensitive: secret = {} } }) => {
      const known = Object.entries(after ?? {}).filter(([name]) => !unknown[name] && !isSecret(secret[name]));
      const digests = known
        .map(([name, value]) => [name, JSON.stringify(value)] as const)
        .filter(([, text]) => !placeholders.some((one) => text.includes(JSON.stringify(one).slice(1, -1))))
        .map(([name, text]) => [name, sha256(text).slice(0, 12)]);
      return [address, Object.fromEntries(digests)];
    }),
  );
}

/** Whether a mark of sensitivity has any sensitive part. */
function isSecret(mark: unknown): boolean {
  return mark === true || (typeof mark === "object" && mark !== null && Object.values(mark).some(isSecret));
}

/**
 * Differences of a plan from the one that was made with placeholders, a line each; undefined when none was made.
 *
 * @param shown what `terraform show -json` prints for the plan
 */
export function surprises(outdir: string, id: string, shown: Json): string[] | undefined {
  const file = fileOf(outdir, id);
  if (!existsSync(file)) {
    return undefined;
  }
  const foreseen: ForeseenPlan = JSON.parse(readFileSync(file, "utf8"));
  const now = changesOf(shown).changes;
  const then = new Map(foreseen.changes.map((change) => [change.address, change.action]));
  const values = argumentsOf(shown, []);
  const differing = (address: string) =>
    Object.entries(foreseen.arguments[address] ?? {})
      .filter(([name, digest]) => values[address]?.[name] !== undefined && values[address]?.[name] !== digest)
      .map(([name]) => name);
  return [
    ...now.flatMap(({ address, action }) => {
      const names = differing(address);
      if (then.get(address) !== action) {
        return [`${address}: ${action}, but the plan with placeholders had ${then.get(address) ?? "no change"}`];
      }
      return names.length > 0
        ? [
            `${address}: ${names.join(", ")} ${names.length === 1 ? "differs" : "differ"} from the plan with placeholders`,
          ]
        : [];
    }),
    ...foreseen.changes
      .filter(({ address }) => !now.some((change) => change.address === address))
      .map(({ address, action }) => `${address}: no change, but the plan with placeholders had ${action}`),
  ];
}

/** Forgets the foreseen plan of a stack that is applied. */
export function forgetForesight(outdir: string, id: string): void {
  rmSync(fileOf(outdir, id), { force: true });
}
