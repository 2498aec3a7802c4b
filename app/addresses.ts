import type { TerraformElement } from "cdktf";
import type { Json } from "./json";

/** Paths of the constructs that declare each address. Terraform would see only one of several, with the arguments of all. */
export function addressesOf(fragments: ReadonlyMap<TerraformElement, Json>): Map<string, string[]> {
  const declared = new Map<string, string[]>();
  for (const [element, fragment] of fragments) {
    for (const address of addresses(fragment)) {
      const paths = declared.get(address);
      if (paths) {
        paths.push(element.node.path);
      } else {
        declared.set(address, [element.node.path]);
      }
    }
  }
  return declared;
}

/** How an address of a block begins, by what Terraform calls the block. */
const TYPED = { resource: "", data: "data.", ephemeral: "ephemeral." };
const NAMED = { variable: "var.", locals: "local.", module: "module.", output: "output." };

function addresses(fragment: Json): string[] {
  const found: string[] = [];
  for (const [kind, prefix] of Object.entries(TYPED)) {
    for (const [type, named] of Object.entries<object>(fragment[kind] ?? {})) {
      found.push(...Object.keys(named).map((name) => `${prefix}${type}.${name}`));
    }
  }
  for (const [kind, prefix] of Object.entries(NAMED)) {
    found.push(...Object.keys(fragment[kind] ?? {}).map((name) => `${prefix}${name}`));
  }
  for (const [type, configurations] of Object.entries<Json[]>(fragment.provider ?? {})) {
    found.push(...configurations.map(({ alias }) => providerAddress(type, alias)));
  }
  return found;
}

export function providerAddress(type: string, alias?: string): string {
  return alias === undefined ? `provider.${type}` : `provider.${type}.${alias}`;
}
