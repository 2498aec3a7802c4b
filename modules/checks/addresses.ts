import type { TerraformElement } from "cdktf";
import type { Json } from "./json";

/**
 * Paths of the constructs that declare each address. Terraform sees one block for an address,
 * so a second construct with the same address adds its arguments to the block of the first.
 */
export function addressesOf(fragments: ReadonlyMap<TerraformElement, Json>): Map<string, string[]> {
  const declared = new Map<string, string[]>();
  for (const [element, fragment] of fragments) {
    for (const address of addressesIn(fragment)) {
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

/** Prefix of the addresses of blocks with a type and a name, by kind. */
const TYPED = { resource: "", data: "data.", ephemeral: "ephemeral." };
/** Prefix of the addresses of blocks with a name only, by kind. */
const NAMED = { variable: "var.", locals: "local.", module: "module.", output: "output." };

/** The addresses of all blocks in Terraform JSON. */
export function addressesIn(fragment: Json): string[] {
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

/** Number of parts of an address, by the first part. */
const ADDRESS_PARTS: Readonly<Record<string, number>> = { data: 3, ephemeral: 3 };

/** The address that a reference begins with, and the attribute after it. */
export function splitReference(parts: readonly string[]): { readonly address: string; readonly attribute?: string } {
  const length = ADDRESS_PARTS[parts[0]!] ?? 2;
  return { address: parts.slice(0, length).join("."), attribute: parts[length] };
}

/** Address of a provider's configuration, such as `provider.aws.west`; without an alias, the default one. */
export function providerAddress(type: string, alias?: string): string {
  return alias === undefined ? `provider.${type}` : `provider.${type}.${alias}`;
}
