/** Finds resources in the Terraform JSON of a stack by what they are rather than by their address. */
import type { Json } from "@modules/checks/json";
import { matches } from "./matches";

/**
 * The resources of a type, in the order of their addresses.
 *
 * @param where arguments the resources must have, as in vitest's `toMatchObject`
 * @example resources(json, "aws_subnet", { tags: { Tier: "private" } })
 */
export function resources(json: Json, type: string, where: Json = {}): Json[] {
  return Object.values<Json>(json.resource?.[type] ?? {}).filter((resource) => matches(resource, where));
}

/**
 * The one resource of a type.
 *
 * @param where arguments the resource must have, as in vitest's `toMatchObject`
 * @throws when none or several match, with the addresses of the type
 */
export function only(json: Json, type: string, where: Json = {}): Json {
  const found = resources(json, type, where);
  if (found.length !== 1) {
    const names = Object.keys(json.resource?.[type] ?? {}).map((name) => `${type}.${name}`);
    throw new Error(`expected one ${type}, found ${found.length}: ${names.join(", ") || "the stack has none"}`);
  }
  return found[0];
}

/** Statements of an IAM policy, given as the JSON text of an argument. */
export function statements(policy: string): Json[] {
  return JSON.parse(policy).Statement;
}

/** Kubernetes manifests of the type `kubernetes_manifest`, by `<kind>/<name>`. */
export function manifests(json: Json): Record<string, Json> {
  return Object.fromEntries(
    resources(json, "kubernetes_manifest").map(({ manifest }) => [
      `${manifest.kind}/${manifest.metadata.name}`,
      manifest,
    ]),
  );
}
