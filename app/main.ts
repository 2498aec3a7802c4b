import { parseArgs } from "node:util";
import { EnvironmentError } from "../environments/check";
import { platforms } from "../stacks/platforms";
import { build } from "./build";
import { checkedEnvironments } from "./environments";
import { table } from "./report";
import { SelectionError, select } from "./select";
import { disableStackTraces } from "./stack-traces";
import { SynthesisError, synthesize } from "./synthesize";

/** `synth [--stack-traces] [FILTER...]`; returns the exit status. */
export function main(args: readonly string[]): number {
  const start = performance.now();
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { "stack-traces": { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (!values["stack-traces"]) {
    disableStackTraces();
  }
  try {
    const app = build(checkedEnvironments(platforms));
    const ids = app.node.children.map(({ node }) => node.id);
    const stacks = synthesize(app, select(ids, positionals));
    console.log(table(stacks, performance.now() - start));
    return 0;
  } catch (error) {
    if (error instanceof EnvironmentError || error instanceof SynthesisError || error instanceof SelectionError) {
      console.error(error.message);
      return 1;
    }
    throw error;
  }
}
