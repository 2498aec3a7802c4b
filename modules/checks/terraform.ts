/**
 * Renders the same JSON as `TerraformStack.toTerraform` in a third of the time. cdktf resolves every
 * element three times: to prepare a stack, to render it, and for the overrides of the stack.
 * This code resolves each element once.
 */
import { TerraformDataSource, TerraformElement, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { deepMerge } from "cdktf/lib/util";
import type { IConstruct } from "constructs";
import type { Json } from "./json";
import { resolve } from "./resolve";

/** The elements of the stack, without those of nested stacks. */
export function elementsOf(stack: TerraformStack): TerraformElement[] {
  return constructsOf(stack).filter((construct) => TerraformElement.isTerraformElement(construct));
}

/** The stack and every construct below it, without nested stacks and their constructs. */
export function constructsOf(stack: TerraformStack): IConstruct[] {
  const found: IConstruct[] = [];
  const visit = (construct: IConstruct) => {
    found.push(construct);
    for (const child of construct.node.children) {
      if (!TerraformStack.isStack(child)) {
        visit(child);
      }
    }
  };
  visit(stack);
  return found;
}

/**
 * JSON that one element adds to its stack.
 *
 * @param preparing whether references to other stacks become outputs of those stacks
 */
export function fragmentOf(stack: TerraformStack, element: TerraformElement, preparing: boolean): Json {
  return resolve(stack, element.toTerraform(), preparing);
}

/** JSON for an element that cannot be rendered: its address alone, so that references to it still resolve. */
export function emptyFragmentOf(element: TerraformElement): Json {
  const named = { [element.friendlyUniqueId]: {} };
  if (TerraformResource.isTerraformResource(element)) {
    return { resource: { [element.terraformResourceType]: named } };
  }
  if (TerraformDataSource.isTerraformDataSource(element)) {
    return { data: { [element.terraformResourceType]: named } };
  }
  return TerraformOutput.isTerraformOutput(element) ? { output: named } : {};
}

/**
 * Merges the fragments into the JSON of their stack.
 *
 * @param fragments JSON by element; the result shares objects with them
 */
export function toTerraform(stack: TerraformStack, fragments: ReadonlyMap<TerraformElement, Json>): Json {
  const overrides: Json = (stack as unknown as { rawOverrides: Json }).rawOverrides;
  const json: Json = { "//": { metadata: metadataOf(stack, fragments, Object.keys(overrides)), outputs: {} } };
  for (const [element, fragment] of fragments) {
    merge(json, fragment);
    if (TerraformOutput.isTerraformOutput(element)) {
      const parts = element.node.path.split("/");
      const nested = parts.reduceRight<Json>((inner, part) => ({ [part]: inner }), element.friendlyUniqueId);
      deepMerge(json["//"].outputs, nested);
    }
  }
  deepMerge(json, overrides);
  for (const key of Object.keys(overrides).filter((touched) => touched in json)) {
    json[key] = resolve(stack, json[key]);
  }
  return json;
}

function metadataOf(stack: TerraformStack, fragments: ReadonlyMap<TerraformElement, Json>, overridden: string[]): Json {
  const metadata: Json = {
    version: stack.node.tryGetContext("cdktfVersion"),
    stackName: stack.node.id,
    backend: "local",
    ...(overridden.length > 0 ? { overrides: { stack: overridden } } : {}),
  };
  for (const element of fragments.keys()) {
    const own = element.toMetadata();
    if (Object.values(own).some((value) => value !== undefined)) {
      deepMerge(metadata, resolve(stack, own));
    }
  }
  return metadata;
}

/** Merges like `deepMerge`, but takes over objects that the target does not have instead of copying them. */
function merge(target: Json, source: Json): void {
  for (const key of Object.keys(source)) {
    if (target[key] === undefined) {
      target[key] = source[key];
    } else if (isPlain(target[key]) && isPlain(source[key])) {
      merge(target[key], source[key]);
    } else {
      deepMerge(target, { [key]: source[key] });
    }
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
