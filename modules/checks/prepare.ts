/** Resolves the stacks of an app to Terraform JSON in memory. */
import { type App, type TerraformElement, TerraformStack } from "cdktf";
import { invokeAspects } from "cdktf/lib/synthesize/synthesizer";
import type { IConstruct } from "constructs";
import { addressesOf } from "./addresses";
import type { Json } from "./json";
import { constructsOf, elementsOf, emptyFragmentOf, fragmentOf, toTerraform } from "./terraform";

/** Receives a line about the current step. */
export type Progress = (text: string) => void;

/** A stack as Terraform will read it. */
export interface PreparedStack {
  readonly id: string;
  readonly stack: TerraformStack;
  readonly json: Json;
  /** Every construct of the stack, including the stack. */
  readonly constructs: readonly IConstruct[];
  /** Paths of the constructs that declare each address, such as `aws_vpc.main`. Two paths are a fault. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
  /** Time the stack took to resolve. */
  readonly milliseconds: number;
}

export interface PrepareOptions {
  /** Receives the error of a construct that cannot be resolved; the others are still resolved. @default throws the error */
  readonly onFault?: (construct: IConstruct, error: Error) => void;
  /** @default silent */
  readonly progress?: Progress;
}

/**
 * Resolves all stacks of the app. Aspects run before any stack is resolved: a reference to an
 * earlier stack that an aspect adds must still become an output of that stack.
 */
export function prepare(app: App, { onFault = rethrow, progress = () => {} }: PrepareOptions = {}): PreparedStack[] {
  const stacks = stacksOf(app);
  for (const stack of stacks) {
    invokeAspects(stack);
  }
  const drafts = stacks.map((stack) => ({ stack, milliseconds: 0, fragments: new Map<TerraformElement, Json>() }));
  const addFragments = (draft: (typeof drafts)[number], preparing: boolean) => {
    const start = performance.now();
    const { stack, fragments } = draft;
    for (const element of elementsOf(stack).filter((one) => !fragments.has(one))) {
      fragments.set(element, attempt(stack, element, preparing, onFault));
    }
    draft.milliseconds += performance.now() - start;
  };
  for (const draft of drafts) {
    progress(`Resolving ${draft.stack.node.id}`);
    draft.stack.ensureBackendExists();
    addFragments(draft, true);
  }
  return drafts.map((draft) => {
    // The first pass has added outputs and remote-state data sources for references between stacks.
    addFragments(draft, false);
    const start = performance.now();
    const { stack, fragments } = draft;
    // `toTerraform` merges the fragments, after which duplicates are no longer visible.
    const declared = addressesOf(fragments);
    const json = toTerraform(stack, fragments);
    const milliseconds = draft.milliseconds + performance.now() - start;
    return { id: stack.node.id, stack, json, constructs: constructsOf(stack), declared, milliseconds };
  });
}

/** Every stack of the app, including stacks inside stacks. */
export function stacksOf(app: App): TerraformStack[] {
  return app.node.findAll().filter((construct) => TerraformStack.isStack(construct));
}

function attempt(
  stack: TerraformStack,
  element: TerraformElement,
  preparing: boolean,
  onFault: NonNullable<PrepareOptions["onFault"]>,
): Json {
  try {
    return fragmentOf(stack, element, preparing);
  } catch (error) {
    onFault(element, error as Error);
    return emptyFragmentOf(element);
  }
}

function rethrow(construct: IConstruct, error: Error): never {
  error.message = `${construct.node.path}: ${error.message}`;
  throw error;
}
