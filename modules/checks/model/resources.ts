import { readTemplate } from "../expressions/reader";
import type { PreparedStack } from "../prepare";
import { type Block, blocksOf } from "./blocks";
import { isRemoteState, producersByState, stateRead } from "./state";
import { groupBy, once, valuesAt } from "./values";

/** The resources of all stacks and the references between them, also through remote states. */
export class ResourceGraph {
  readonly stacks: readonly PreparedStack[];

  private readonly byType: ReadonlyMap<string, Block[]>;
  private readonly byAddress = new Map<PreparedStack, ReadonlyMap<string, Block>>();
  /** Stacks whose states a stack reads, by the name of the data source. */
  private readonly producers = new Map<PreparedStack, ReadonlyMap<string, PreparedStack | undefined>>();

  constructor(stacks: readonly PreparedStack[]) {
    this.stacks = stacks;
    const byState = producersByState(stacks);
    const resources = stacks.map((stack) => {
      const blocks = blocksOf(stack);
      const readers = blocks.filter(isRemoteState);
      this.producers.set(
        stack,
        new Map(readers.map((block) => [block.name, byState.get(String(stateRead(block)))] as const)),
      );
      const own = blocks.filter(({ kind }) => kind === "resource");
      this.byAddress.set(stack, new Map(own.map((block) => [block.address, block])));
      return own;
    });
    this.byType = groupBy(resources.flat(), ({ type }) => type);
  }

  of(...types: readonly string[]): Block[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resource whose attribute an expression names, in the same stack or in the stack whose state is read. */
  target(stack: PreparedStack, expression: unknown): Block | undefined {
    const origin = this.origin(stack, expression);
    return origin && this.byAddress.get(origin.stack)?.get(`${origin.parts[0]}.${origin.parts[1]}`);
  }

  /** The stack in which an expression names a resource, and the parts of that reference: remote states are followed. */
  origin(
    stack: PreparedStack,
    expression: unknown,
  ): { readonly stack: PreparedStack; readonly parts: readonly string[] } | undefined {
    const [parts] = typeof expression === "string" ? readTemplate(expression).references : [];
    if (parts?.[1] !== "terraform_remote_state") {
      return parts && { stack, parts };
    }
    const producer = this.producers.get(stack)?.get(parts[2]!);
    return producer && this.origin(producer, producer.json.output?.[parts[4] ?? ""]?.value);
  }

  /** The resources that the values at a path of the block name. */
  targets({ stack, attributes }: Block, path: string): Block[] {
    return valuesAt(attributes, path)
      .map((value) => this.target(stack, value))
      .filter((block) => block !== undefined);
  }
}

export const resourceGraph = once((stacks: readonly PreparedStack[]) => new ResourceGraph(stacks));
