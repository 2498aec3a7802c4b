import type { TerraformStack } from "cdktf";
import { type App, TerraformStack as Stack } from "cdktf";
import { invokeAspects } from "cdktf/lib/synthesize/synthesizer";
import type { IConstruct } from "constructs";

// biome-ignore lint/suspicious/noExplicitAny: Terraform JSON has no schema here
export type Json = any;

/** Blocks of a kind by type and name: `resource.aws_vpc.vpc`. */
export type Blocks = Record<string, Record<string, Json>>;

/** A stack as Terraform will read it. */
export interface PreparedStack {
  readonly id: string;
  readonly stack: TerraformStack;
  readonly json: Json;
  /** Every construct of the stack, itself included. */
  readonly constructs: readonly IConstruct[];
  readonly milliseconds: number;
}

/**
 * Resolves all stacks of the app. Aspects run first: a reference to another
 * stack that one makes later would never become an output there.
 */
export function prepare(app: App): PreparedStack[] {
  const stacks = app.node.findAll().filter((construct): construct is Stack => Stack.isStack(construct));
  for (const stack of stacks) {
    invokeAspects(stack);
  }
  for (const stack of stacks) {
    stack.prepareStack();
  }
  return stacks.map((stack) => {
    const start = performance.now();
    const json = stack.toTerraform();
    return {
      id: stack.node.id,
      stack,
      json,
      constructs: stack.node.findAll(),
      milliseconds: performance.now() - start,
    };
  });
}
