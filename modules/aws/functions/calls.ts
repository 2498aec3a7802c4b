/** Calls of AWS APIs that a program makes, and that its role must allow. */
import { existsSync, readFileSync } from "node:fs";
import type { IConstruct } from "constructs";

/**
 * Calls of a program, in the file `<program>.calls.json` beside its sources.
 *
 * A resource is an ARN in which `{NAME}` is an environment variable of the program, `{region}` and `{account}` are
 * those of the role, and `{source}` is the ARN of each resource that may invoke the function. The program makes a call
 * only when it has the call's environment variables.
 */
export interface ProgramCalls {
  /** Resources by action, such as `s3:GetObject`; "*" for actions without resource-level permissions. */
  readonly calls: Readonly<Record<string, CallTarget | readonly CallTarget[]>>;
  /** Calls that depend on the program's input, so that its role need not allow them. @default {} */
  readonly some?: ProgramCalls["calls"];
}

/** An ARN, or one with the condition keys that the call sends. */
export type CallTarget = string | { readonly resource: string; readonly context: Readonly<Record<string, string>> };

export interface StatedCalls {
  readonly file: string;
  /** Content of the file, or undefined when there is no such file. */
  readonly content: ProgramCalls | undefined;
  /** Environment of the program. Values may be tokens. */
  readonly variables: Readonly<Record<string, string>>;
}

/** The symbol is global, so that a second copy of this package in the process finds the statements, too. */
const CALLS = Symbol.for("@modules/aws/functions/calls");

/**
 * Records the calls that a program makes with a role. Checks compare the role's policies with these calls at synthesis.
 *
 * @param program folder or file of the sources, beside which the file of calls is
 * @throws when the file of calls is not of the form of `ProgramCalls`
 */
export function stateCalls(role: IConstruct, program: string, variables: Readonly<Record<string, string>>): void {
  const file = `${program.replace(/\.\w+$/, "")}.calls.json`;
  const stated: StatedCalls = { file, content: existsSync(file) ? contentOf(file) : undefined, variables };
  Object.defineProperty(role, CALLS, { value: stated, configurable: true });
}

/** Content of a file of calls. Unknown keys are faults, because a misspelled key would mean that the program makes no calls. */
function contentOf(file: string): ProgramCalls {
  const content = JSON.parse(readFileSync(file, "utf8"));
  const keys = Object.keys(content);
  if (!keys.includes("calls") || keys.some((key) => key !== "calls" && key !== "some")) {
    throw new Error(
      `${file}: must be an object with calls, and some where the role may lack calls, got ${JSON.stringify(keys)}; write { "calls": {} } for a program without calls`,
    );
  }
  return content;
}

/** The calls that `stateCalls` has recorded for a role. */
export function statedCalls(role: IConstruct): StatedCalls | undefined {
  return (role as { [CALLS]?: StatedCalls })[CALLS];
}
