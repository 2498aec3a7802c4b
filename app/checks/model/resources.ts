/** The resources of all stacks, found once for all checks, and what they refer to. */
import type { Json } from "../../json";
import type { PreparedStack } from "../../prepare";
import { readTemplate } from "../expressions/template";
import { isReader, producersByState, stateRead } from "../remote-state";
import { type Block, blocksOf, once } from "./blocks";

export class Resources {
  readonly stacks: readonly PreparedStack[];

  private readonly byType = new Map<string, Block[]>();
  private readonly byAddress = new Map<PreparedStack, Map<string, Block>>();
  /** By the name of the data source. */
  private readonly producers = new Map<PreparedStack, Map<string, PreparedStack | undefined>>();

  constructor(stacks: readonly PreparedStack[]) {
    this.stacks = stacks;
    const byState = producersByState(stacks);
    for (const stack of stacks) {
      const blocks = blocksOf(stack);
      const readers = blocks
        .filter(isReader)
        .map((block) => [block.name, byState.get(String(stateRead(block)))] as const);
      this.producers.set(stack, new Map(readers));
      const resources = blocks.filter(({ kind }) => kind === "resource");
      this.byAddress.set(stack, new Map(resources.map((block) => [block.address, block])));
      for (const block of resources) {
        (this.byType.get(block.type) ?? this.byType.set(block.type, []).get(block.type)!).push(block);
      }
    }
  }

  of(...types: readonly string[]): Block[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** The resource whose attribute an expression takes, also where another stack made it. */
  target(stack: PreparedStack, expression: unknown): Block | undefined {
    const [parts] = typeof expression === "string" ? readTemplate(expression).references : [];
    if (parts?.[1] !== "terraform_remote_state") {
      return parts && this.byAddress.get(stack)?.get(`${parts[0]}.${parts[1]}`);
    }
    const producer = this.producers.get(stack)?.get(parts[2]!);
    return producer && this.target(producer, producer.json.output?.[parts[4] ?? ""]?.value);
  }

  /** Those of an attribute that names several. */
  targets({ stack, attributes }: Block, path: string): Block[] {
    return valuesAt(attributes, path)
      .map((value) => this.target(stack, value))
      .filter((block) => block !== undefined);
  }
}

export const resourcesOf = once((stacks: readonly PreparedStack[]) => new Resources(stacks));

/** What stands at `outer.inner`; blocks and lists on the way count as all they hold. */
export function valuesAt(attributes: Json, path: string): Json[] {
  return path.split(".").reduce<Json[]>((found, key) => found.flatMap((one) => list(one?.[key])), [attributes]);
}

/** A nested block is written as an object or as a list of them. */
export function list(value: Json): Json[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}
