import { type App, type TerraformElement, TerraformStack } from "cdktf";
import { invokeAspects } from "cdktf/lib/synthesize/synthesizer";
import type { IConstruct } from "constructs";
import { addressesOf } from "./addresses";
import type { Json } from "./json";
import type { Progress } from "./progress";
import { constructsOf, elementsOf, emptyFragmentOf, fragmentOf, toTerraform } from "./terraform";

/** A stack as Terraform will read it. */
export interface PreparedStack {
  readonly id: string;
  readonly stack: TerraformStack;
  readonly json: Json;
  /** Every construct of the stack, itself included. */
  readonly constructs: readonly IConstruct[];
  /** Paths of the constructs behind each address, such as `aws_vpc.main` or `provider.aws.west`; more than one is a fault. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
  readonly milliseconds: number;
}

export interface PrepareOptions {
  /** Takes what went wrong with a construct, and the rest goes on. @default the error is thrown */
  readonly onFault?: (construct: IConstruct, error: Error) => void;
  readonly progress?: Progress;
}

/**
 * Resolves all stacks of the app. Aspects run first: a reference to another
 * stack that one makes later would never become an output there.
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
    // Outputs and readers of other stacks' states, which references have added since.
    addFragments(draft, false);
    const start = performance.now();
    const { stack, fragments } = draft;
    // Before the fragments become one.
    const declared = addressesOf(fragments);
    const json = toTerraform(stack, fragments);
    const milliseconds = draft.milliseconds + performance.now() - start;
    return { id: stack.node.id, stack, json, constructs: constructsOf(stack), declared, milliseconds };
  });
}

/** Every stack, those inside others included. */
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
