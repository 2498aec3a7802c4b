/** The resources that rules look at. */
import { splitReference } from "../addresses";
import { readTemplate } from "../expressions/reader";
import { factsOf } from "../facts";
import type { Json } from "../json";
import { groupBy, once } from "../model/values";
import type { PreparedStack } from "../prepare";

export interface Resource {
  /** Id of the stack. */
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly block: Json;
  /** Whether the stack's facts say that its data is protected. */
  readonly isProtected: boolean;
}

/** Terraform JSON of a stack, with the facts that policies need. */
export interface StackJson {
  readonly id: string;
  readonly json: Json;
  readonly isProtected: boolean;
  /** Group of stacks whose networks are joined, such as an environment. @default that of all stacks without one */
  readonly group?: string | undefined;
}

/** `<stack id> <address>`, by which waivers name a resource. */
export function placeOf({ stack, type, name }: Resource): string {
  return `${stack} ${type}.${name}`;
}

const textOf = once((block: object) => JSON.stringify(block));

/** The resources of several stacks. */
export class Resources {
  readonly all: readonly Resource[];
  readonly stacks: readonly StackJson[];

  private readonly byId: ReadonlyMap<string, StackJson>;
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;
  private readonly byPlace: ReadonlyMap<string, Resource>;

  constructor(stacks: readonly StackJson[]) {
    this.stacks = stacks;
    this.byId = new Map(stacks.map((stack) => [stack.id, stack]));
    this.all = stacks.flatMap(({ id, json, isProtected }) =>
      Object.entries<Record<string, Json>>(json.resource ?? {}).flatMap(([type, named]) =>
        Object.entries(named).map(([name, block]): Resource => ({ stack: id, type, name, block, isProtected })),
      ),
    );
    this.byType = groupBy(this.all, ({ type }) => type);
    this.byPlace = new Map(this.all.map((resource) => [placeOf(resource), resource]));
  }

  of(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The stack with an id. */
  stack(id: string): StackJson | undefined {
    return this.byId.get(id);
  }

  /** Group of a stack, such as its environment. */
  groupOf(stack: string): string | undefined {
    return this.byId.get(stack)?.group;
  }

  /** The resource at the address that a reference of a stack begins with. */
  at(stack: string, reference: readonly string[]): Resource | undefined {
    return this.byPlace.get(`${stack} ${splitReference(reference).address}`);
  }

  /** The resource of the same stack that an argument names. */
  named({ stack, block }: Resource, argument: string): Resource | undefined {
    const [reference] = readTemplate(String(block[argument])).references;
    return reference && this.at(stack, reference);
  }

  /** Resources of a type in the same stack that refer to this resource. */
  companions(resource: Resource, type: string): readonly Resource[] {
    const address = `\${${resource.type}.${resource.name}.`;
    return this.of(type).filter(({ stack, block }) => stack === resource.stack && textOf(block).includes(address));
  }
}

/** The resources of prepared stacks, protected as the facts of the stacks say. */
export const policyResources = once(
  (stacks: readonly PreparedStack[]) =>
    new Resources(
      stacks.map(({ id, json, stack }) => {
        const { protectsData = false, networkGroup } = factsOf(stack);
        return { id, json, isProtected: protectsData, group: networkGroup };
      }),
    ),
);
