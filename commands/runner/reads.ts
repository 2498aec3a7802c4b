/** The values that a stack reads from the states of other stacks. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { CommandError } from "../error";
import { errorsOf, run, terraform, terraformBinary } from "../run";
import { runnerEnv } from "./environment";
import { sha256 } from "./folder";

/** Prefix of cdktf's names for the data sources of other stacks' states. */
const PREFIX = "cross-stack-reference-input-";

/** Summary of the error for a state that nobody has written. */
const NO_STATE = "Unable to find remote state";

/** Id of the stack whose state a data source reads. */
export function idOf(name: string): string {
  return name.replace(PREFIX, "");
}

/** Names of the outputs that a stack reads, by the id of the stack that they belong to. */
export function readsOf(json: Json): Map<string, string[]> {
  const text = JSON.stringify(json);
  return new Map(
    Object.keys(json.data?.terraform_remote_state ?? {}).map((name) => {
      const pattern = new RegExp(`data\\.terraform_remote_state\\.${name}\\.outputs\\.([\\w-]+)`, "g");
      return [idOf(name), [...new Set([...text.matchAll(pattern)].map(([, output]) => output!))].sort()];
    }),
  );
}

export interface Reads {
  /** Digest of the values that the stack reads, by the id of the stack that they belong to. */
  readonly digests: Readonly<Record<string, string>>;
  /** Stacks that are not applied, or applied without an output that is read. */
  readonly missing: readonly string[];
}

/**
 * Reads the states that a stack takes values from. Needs no provider, because Terraform itself has the data source.
 *
 * @throws CommandError with Terraform's errors when a state cannot be read
 */
export async function readProducers(json: Json, env: NodeJS.ProcessEnv = process.env): Promise<Reads> {
  return readsIn(json, await outputsOf(statesOf([json]), env));
}

/**
 * Returns a function that reads like {@link readProducers} and runs Terraform once for all the stacks. When a state of
 * any stack cannot be read, it reads each stack's own, so that the others go on and the error names the right one.
 */
export function sharedReads(
  jsons: readonly Json[],
  env: NodeJS.ProcessEnv = process.env,
): (json: Json) => Promise<Reads> {
  let shared: Promise<Outputs | undefined> | undefined;
  return async (json) => {
    shared ??= outputsOf(statesOf(jsons), env).catch(() => undefined);
    const outputs = await shared;
    return outputs ? readsIn(json, outputs) : readProducers(json, env);
  };
}

/** Data sources of the states that stacks read, by name. */
function statesOf(jsons: readonly Json[]): Json {
  return Object.assign({}, ...jsons.map((json) => json.data?.terraform_remote_state));
}

function readsIn(json: Json, { outputs, absent }: Outputs): Reads {
  const reads = [...readsOf(json)];
  const isMissing = ([id, names]: (typeof reads)[number]) =>
    absent.includes(id) || names.some((name) => !Object.hasOwn(outputs[id] ?? {}, name));
  const digests = reads
    .filter((read) => !isMissing(read))
    .map(([id, names]) => [id, sha256(JSON.stringify(names.map((name) => outputs[id]![name])))]);
  return { missing: reads.filter(isMissing).map(([id]) => id), digests: Object.fromEntries(digests) };
}

interface Outputs {
  readonly outputs: Readonly<Record<string, Json>>;
  /** Ids of stacks without a state. */
  readonly absent: readonly string[];
}

const NOTHING: Outputs = { outputs: {}, absent: [] };

async function outputsOf(states: Json, env: NodeJS.ProcessEnv): Promise<Outputs> {
  if (Object.keys(states).length === 0) {
    return NOTHING;
  }
  // The plan has the values of the outputs, so it is deleted in any case.
  const folder = mkdtempSync(join(tmpdir(), "reads-"));
  const settings = { cwd: folder, env: runnerEnv(env) };
  const binary = terraformBinary(env);
  const read = async (chosen: Json): Promise<Outputs> => {
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(readerOf(chosen)));
    const plan = await run(binary, ["plan", "-input=false", "-json", "-out=plan"], settings);
    const faults = diagnostics(plan.stdout);
    const absent = Object.keys(chosen).filter((name) =>
      faults.some(({ summary, address }) => summary === NO_STATE && address === `data.terraform_remote_state.${name}`),
    );
    if (absent.length > 0) {
      const rest = Object.entries(chosen).filter(([name]) => !absent.includes(name));
      const others = rest.length > 0 ? await read(Object.fromEntries(rest)) : NOTHING;
      return { ...others, absent: [...absent.map(idOf), ...others.absent] };
    }
    if (plan.status !== 0) {
      const lines = faults.map(({ summary, detail }) => `${summary}: ${detail}`);
      throw new CommandError(
        `the states of ${Object.keys(chosen).map(idOf).join(", ")} cannot be read\n${lines.join("\n") || errorsOf(plan.output)}`,
      );
    }
    const shown = await terraform(folder, ["show", "-json", "plan"], settings);
    const values: Json = JSON.parse(shown).planned_values.outputs;
    return {
      absent: [],
      outputs: Object.fromEntries(Object.entries<Json>(values).map(([name, { value }]) => [name.slice(1), value])),
    };
  };
  try {
    return await read(states);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A configuration whose outputs are those of other states. */
function readerOf(states: Json): Json {
  return {
    data: { terraform_remote_state: states },
    output: Object.fromEntries(
      Object.keys(states).map((name) => [
        // The name of an output begins with a letter or an underscore, which the id of a stack need not.
        `_${idOf(name)}`,
        { value: `\${data.terraform_remote_state.${name}.outputs}`, sensitive: true },
      ]),
    ),
  };
}

interface Diagnostic {
  readonly summary: string;
  readonly detail?: string;
  readonly address?: string;
}

/** Errors among the lines that `terraform plan -json` prints. */
function diagnostics(output: string): Diagnostic[] {
  return output
    .split("\n")
    .filter((line) => line.includes('"type":"diagnostic"'))
    .map((line) => JSON.parse(line).diagnostic)
    .filter(({ severity }) => severity === "error");
}
