import { type Block, blocksOf } from "../model/blocks";
import { groupBy } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Checks that every resource has a provider: the one it names, or a single configuration without an alias. */
export function missingProviderFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap((stack) => [
    ...[...stack.declared]
      .filter(([address, paths]) => /^provider\.[^.]+$/.test(address) && paths.length > 1)
      .map(
        ([address, paths]) =>
          `${paths.join(", ")}: only one ${address.slice("provider.".length)} provider may have no alias, got ${paths.length}; give the others an alias`,
      ),
    ...[...groupBy(blocksOf(stack).filter(usesDefaultProvider), providerOf)].flatMap(([type, blocks]) =>
      missing(stack, type, blocks),
    ),
  ]);
}

function missing({ declared }: PreparedStack, type: string, [first, ...others]: readonly Block[]): string[] {
  if (declared.has(`provider.${type}`)) {
    return [];
  }
  const users = `${first!.path}${others.length > 0 ? ` and ${others.length} more` : ""}`;
  const aliases = [...declared.keys()].filter((address) => address.startsWith(`provider.${type}.`));
  return aliases.length > 0
    ? [
        `${users}: must name one of the ${type} providers, got only aliased ones (${aliases.map((address) => address.slice("provider.".length)).join(", ")}); pass provider, or give one of them no alias`,
      ]
    : [`${users}: must have a provider, got no ${type} provider in the stack; add one to it`];
}

/** Provider of Terraform's own resources and data sources, which needs no configuration. */
const BUILT_IN = "terraform";

function usesDefaultProvider(block: Block): boolean {
  const uses = block.kind === "resource" || block.kind === "data" || block.kind === "ephemeral";
  return uses && providerOf(block) !== BUILT_IN && block.attributes.provider === undefined;
}

/** Terraform takes the first word of a type as the name of its provider. */
function providerOf({ type }: Block): string {
  return type.split("_")[0]!;
}
