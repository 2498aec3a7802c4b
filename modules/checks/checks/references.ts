import { closest, distance } from "fastest-levenshtein";
import { providerAddress, splitReference } from "../addresses";
import { readTemplate } from "../expressions/reader";
import type { Json } from "../json";
import { attributeOf, type Block, blocksOf, type Leaf, leavesOf } from "../model/blocks";
import type { PreparedStack } from "../prepare";
import { isDamagedToken } from "./tokens";

/** Checks that Terraform can parse every expression, and that its references name something in the same stack. */
export function referenceFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap((stack) => [
    ...leavesOf(stack).flatMap(leafFaults),
    ...blocksOf(stack).flatMap((block) => [...bareFaults(block), ...providerReferenceFaults(block)]),
  ]);
}

function leafFaults(leaf: Leaf): string[] {
  if (typeof leaf.value === "number" || isDamagedToken(leaf.value)) {
    return [];
  }
  const { references, fault } = readTemplate(leaf.value);
  // Every reference of Terraform has at least two parts, so a single word is a variable of a shell or a template.
  const word = references.find((parts) => parts.length === 1)?.[0];
  const foreign = fault ?? (word && `\${${word}}`);
  if (foreign !== undefined) {
    return [
      `${leaf.block.path}: ${attributeOf(leaf)} must contain only expressions of Terraform, got ${foreign}; write $\${ for text that the service has to read`,
    ];
  }
  return references
    .filter((parts) => !resolves(leaf.block, parts) && !isIterator(leaf, parts[0]!))
    .map((parts) => missing(leaf.block, attributeOf(leaf), parts));
}

/** Checks arguments such as `depends_on`, which hold addresses without `${...}`. */
function bareFaults(block: Block): string[] {
  const { depends_on, lifecycle } = block.attributes as Json;
  const bare: [string, string[]][] = [
    ["depends_on", depends_on],
    ["lifecycle.replace_triggered_by", lifecycle?.replace_triggered_by],
    ["to", block.kind === "import" ? [block.attributes.to] : []],
  ];
  return bare.flatMap(([attribute, addresses]) =>
    (Array.isArray(addresses) ? addresses : []).flatMap((address: string) =>
      // `remoteStateFaults` reports an address in the state of another stack.
      address.includes("${data.terraform_remote_state.")
        ? []
        : address.includes("${")
          ? [
              `${block.path}: ${attribute} must be an address, got ${address}; write ${splitReference(readTemplate(address).references[0] ?? []).address}`,
            ]
          : readTemplate(`\${${address}}`)
              .references.filter((parts) => !resolves(block, parts))
              .map((parts) => missing(block, attribute, parts)),
    ),
  );
}

/** Checks that `provider` and `providers` name configurations of the stack. */
function providerReferenceFaults(block: Block): string[] {
  const { provider, providers } = block.attributes as Json;
  const used: [string, unknown][] = [
    ["provider", block.kind === "provider" ? undefined : provider],
    ...Object.entries(block.kind === "module" ? (providers ?? {}) : {}),
  ];
  return used
    .filter((entry): entry is [string, string] => typeof entry[1] === "string")
    .map(([attribute, text]): [string, string] => [attribute, text.replace(/^\$\{(.*)\}$/, "$1")])
    .filter(([, reference]) => {
      const [type, alias] = reference.split(".");
      return !block.stack.declared.has(providerAddress(type!, alias));
    })
    .map(
      ([attribute, reference]) =>
        `${block.path}: ${attribute} must be a provider of the stack, got ${reference}; add it to the stack or pass a provider of the stack`,
    );
}

const BUILT_IN = new Set(["each", "count", "self", "path", "terraform"]);

function resolves({ stack }: Block, parts: readonly string[]): boolean {
  return BUILT_IN.has(parts[0]!) || stack.declared.has(splitReference(parts).address);
}

/** Whether the name is the iterator of an enclosing `dynamic` block: its label, or its argument `iterator`. */
function isIterator(leaf: Leaf, name: string): boolean {
  const attribute = attributeOf(leaf);
  return attribute.startsWith("dynamic.") || attribute.includes(".dynamic.")
    ? attribute.includes(`dynamic.${name}.`) || JSON.stringify(leaf.block.attributes).includes(`"iterator":"${name}"`)
    : false;
}

function missing({ path, stack }: Block, attribute: string, parts: readonly string[]): string {
  const { address } = splitReference(parts);
  const nearest = closest(address, [...stack.declared.keys()]);
  const fix =
    nearest && distance(nearest, address) <= 3
      ? `did you mean ${nearest}?`
      : "refer to the construct, so that cdktf knows where it is";
  return `${path}: ${attribute} must refer to something in its stack, got ${parts.join(".")}; ${fix}`;
}
