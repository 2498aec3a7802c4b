import type { PreparedStack } from "../prepare";
import { type Block, blocksOf } from "./model/blocks";

/** Every resource has a provider: one configuration without an alias where it names none. */
export function providerFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap((stack) => {
    const users = unaliasedUsers(blocksOf(stack));
    return [
      ...[...stack.declared]
        .filter(([address, paths]) => /^provider\.[^.]+$/.test(address) && paths.length > 1)
        .map(
          ([address, paths]) =>
            `${paths.join(", ")}: only one ${address.slice("provider.".length)} provider may have no alias, got ${paths.length}; give the others an alias`,
        ),
      ...[...users].flatMap(([type, blocks]) => missing(stack, type, blocks)),
    ];
  });
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

/** Terraform's own need no configuration. */
const BUILT_IN = "terraform";

/** Blocks that name no provider, by the one Terraform then takes: the first word of their type. */
function unaliasedUsers(blocks: readonly Block[]): Map<string, Block[]> {
  const users = new Map<string, Block[]>();
  for (const block of blocks) {
    const provider = block.type.split("_")[0]!;
    const uses = block.kind === "resource" || block.kind === "data" || block.kind === "ephemeral";
    if (uses && provider !== BUILT_IN && block.attributes.provider === undefined) {
      (users.get(provider) ?? users.set(provider, []).get(provider)!).push(block);
    }
  }
  return users;
}
