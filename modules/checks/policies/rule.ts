/** Rules about resources, and waivers of them. */
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

/** One statement about every resource of a type. */
export interface Rule {
  /** The statement, such as "queues are encrypted". Waivers name the rule by it. */
  readonly name: string;
  readonly type: string;
  /** Applies only in stacks whose facts have `protectsData`. @default false */
  readonly protectedOnly?: boolean;
  readonly holds: (resource: Resource, all: Resources) => boolean;
  /** Instruction for a resource that breaks the rule, such as "set kms_key_id". */
  readonly fix: string;
  /** Arguments of a resource that breaks the rule, as proof that the rule can fail. */
  readonly broken: Json;
}

/** An accepted violation of a rule. */
export interface Waiver {
  /** Name of the rule. */
  readonly rule: string;
  /** `<stack id> <address>`; a `*` stands for any characters. */
  readonly where: string;
  readonly reason: string;
}

/** Terraform JSON of a stack, with the one fact that policies need. */
export interface StackJson {
  readonly id: string;
  readonly json: Json;
  readonly isProtected: boolean;
}

const textOf = once((block: object) => JSON.stringify(block));

/** The resources of several stacks. */
export class Resources {
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;

  constructor(stacks: readonly StackJson[]) {
    const resources = stacks.flatMap(({ id, json, isProtected }) =>
      Object.entries<Record<string, Json>>(json.resource ?? {}).flatMap(([type, named]) =>
        Object.entries(named).map(([name, block]): Resource => ({ stack: id, type, name, block, isProtected })),
      ),
    );
    this.byType = groupBy(resources, ({ type }) => type);
  }

  of(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** Resources of a type in the same stack that refer to this resource. */
  companions(resource: Resource, type: string): readonly Resource[] {
    const address = `\${${resource.type}.${resource.name}.`;
    return this.of(type).filter(({ stack, block }) => stack === resource.stack && textOf(block).includes(address));
  }
}

/** The resources of prepared stacks, protected as the facts of the stacks say. */
export function policyResources(stacks: readonly PreparedStack[]): Resources {
  return new Resources(
    stacks.map(({ id, json, stack }) => ({ id, json, isProtected: factsOf(stack).protectsData ?? false })),
  );
}

/** `<stack id> <address>` of each resource that breaks the rule. */
export function violations(rule: Rule, all: Resources): string[] {
  return all
    .of(rule.type)
    .filter(({ isProtected }) => isProtected || !rule.protectedOnly)
    .filter((resource) => !rule.holds(resource, all))
    .map(({ stack, type, name }) => `${stack} ${type}.${name}`);
}

/** Whether the waiver accepts this violation of this rule. */
export function waives(waiver: Waiver, { name }: Rule, violation: string): boolean {
  const pattern = waiver.where
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return waiver.rule === name && new RegExp(`^${pattern}$`).test(violation);
}
