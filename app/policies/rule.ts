/** Rules that hold for every stack of every environment, with their written exceptions. */
import type { Json } from "../json";

export interface Resource {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly block: Json;
}

export interface Rule {
  /** What holds, as a sentence; also how waivers name the rule. */
  readonly name: string;
  readonly type: string;
  /** Only in environments whose data is protected. @default false */
  readonly production?: boolean;
  readonly holds: (resource: Resource, all: Resources) => boolean;
  /** A resource that breaks the rule, to prove that it can be broken. */
  readonly broken: Json;
}

export interface Waiver {
  readonly rule: string;
  /** `<stack without platform and environment> <address>`, `*` for any characters. */
  readonly where: string;
  readonly reason: string;
}

/** The resources of all stacks. */
export class Resources {
  private readonly byType = new Map<string, Resource[]>();

  constructor(stacks: Readonly<Record<string, Json>>) {
    for (const [stack, json] of Object.entries(stacks)) {
      for (const [type, named] of Object.entries<Record<string, Json>>(json.resource ?? {})) {
        const list = this.byType.get(type) ?? [];
        list.push(...Object.entries(named).map(([name, block]) => ({ stack, type, name, block })));
        this.byType.set(type, list);
      }
    }
  }

  of(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  types(): string[] {
    return [...this.byType.keys()];
  }

  /** Resources of a type in the same stack that refer to this one. */
  companions(resource: Resource, type: string): readonly Resource[] {
    const address = `\${${resource.type}.${resource.name}.`;
    return this.of(type).filter(
      ({ stack, block }) => stack === resource.stack && JSON.stringify(block).includes(address),
    );
  }
}

export function violations(rule: Rule, all: Resources): string[] {
  return all
    .of(rule.type)
    .filter(({ stack }) => !rule.production || stack.includes("-production-"))
    .filter((resource) => !rule.holds(resource, all))
    .map(({ stack, type, name }) => `${stack} ${type}.${name}`);
}

export function waives({ rule, where }: Waiver, name: string, violation: string): boolean {
  const pattern = where
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return rule === name && new RegExp(`^[a-z-]+?-(development|staging|production)-${pattern}$`).test(violation);
}

/** A nested block is written as an object or as a list of one. */
export function block(value: Json): Json {
  return Array.isArray(value) ? value[0] : value;
}

export function list(value: Json): Json[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}
