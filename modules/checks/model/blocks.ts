/** The blocks of a stack and every value in them, found once for all checks. */
import { providerAddress } from "../addresses";
import type { Json } from "../json";
import type { PreparedStack } from "../prepare";
import { once } from "./values";

export interface Block {
  readonly stack: PreparedStack;
  /** Terraform's word for the block, such as `resource` or `output`; `backend` for the backend of the state. */
  readonly kind: string;
  /** First label: the type of a resource, the name of a provider; empty for blocks without one. */
  readonly type: string;
  readonly name: string;
  /** Such as `aws_vpc.main`, `data.aws_ami.base` or `provider.aws.west`. */
  readonly address: string;
  /** Path of the construct, or of the stack when an override of the stack added the block. */
  readonly path: string;
  readonly attributes: Json;
}

/** A string or a number in a block, or a key that holds an expression. */
export interface Leaf {
  readonly block: Block;
  readonly value: string | number;
  /** Name of the attribute, or index in a list. */
  readonly key: string;
  readonly place: Place;
}

/** An object or list in a block. */
interface Place {
  readonly container: Json;
  readonly key: string;
  readonly parent?: Place;
}

export const blocksOf = once((stack: PreparedStack): Block[] => {
  const { json, declared } = stack;
  const block = (kind: string, type: string, name: string, address: string, attributes: Json): Block => {
    const path = attributes?.["//"]?.metadata?.path ?? declared.get(address)?.[0] ?? stack.stack.node.path;
    return { stack, kind, type, name, address, path, attributes };
  };
  const typed = (kind: string, prefix: string) =>
    entries(json[kind]).flatMap(([type, named]) =>
      entries(named).map(([name, body]) => block(kind, type, name, `${prefix}${type}.${name}`, body)),
    );
  const named = (kind: string, prefix: string) =>
    entries(json[kind]).map(([name, body]) => block(kind, "", name, `${prefix}${name}`, body));
  const listed = (kind: string) => ((json[kind] ?? []) as Json[]).map((body) => block(kind, "", "", kind, body));
  return [
    ...typed("resource", ""),
    ...typed("data", "data."),
    ...typed("ephemeral", "ephemeral."),
    ...named("variable", "var."),
    // The JSON of a local is its bare value.
    ...entries(json.locals).map(([name, value]) => block("locals", "", name, `local.${name}`, { value })),
    ...named("module", "module."),
    ...named("output", "output."),
    ...entries(json.provider).flatMap(([type, configurations]) =>
      (configurations as Json[]).map((body) =>
        block("provider", type, body.alias ?? "", providerAddress(type, body.alias), body),
      ),
    ),
    ...entries(json.terraform?.backend).map(([type, body]) => block("backend", type, "", "terraform.backend", body)),
    ...listed("import"),
  ];
});

export const leavesOf = once((stack: PreparedStack): Leaf[] => {
  const leaves: Leaf[] = [];
  for (const block of blocksOf(stack)) {
    collect(leaves, block, { container: block.attributes, key: "" });
  }
  return leaves;
});

function collect(leaves: Leaf[], block: Block, place: Place): void {
  for (const key of Object.keys(place.container)) {
    const value = place.container[key];
    if (typeof value === "string" || typeof value === "number") {
      leaves.push({ block, value, key, place });
    } else if (typeof value === "object" && value !== null && key !== "//") {
      collect(leaves, block, { container: value, key, parent: place });
    }
    if (key.includes("{")) {
      leaves.push({ block, value: key, key, place });
    }
  }
}

/** Path of the leaf in its block, such as `ingress.0.description`. */
export function attributeOf({ key, place }: Leaf): string {
  const keys = [key];
  for (let outer: Place | undefined = place; outer?.parent; outer = outer.parent) {
    keys.unshift(outer.key);
  }
  return keys.join(".");
}

/** Name of the leaf's attribute; an item of a list has the name of the list. */
export function nameOf({ key, place }: Leaf): string {
  return Array.isArray(place.container) ? place.key : key;
}

function entries(value: Json): [string, Json][] {
  return Object.entries(value ?? {});
}
