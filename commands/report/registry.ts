/** Numbers of stacks, resources and environments, by which the parts of the report name them. */
import { type Block, blocksOf } from "@modules/checks/model/blocks";
import { regionOf } from "@modules/checks/model/places";
import { isKnownText, nested } from "@modules/checks/model/values";
import { STATEFUL_TYPES } from "@modules/checks/policies/protection";
import type { PreparedStack } from "@modules/checks/prepare";
import type { IConstruct } from "constructs";
import { fileOf, stackSource } from "./class-files";
import type { ResourceRow } from "./model/estate";

/** Arguments that name a resource in its cloud, the more telling ones first. */
const NAMES = [
  "identifier",
  "cluster_identifier",
  "replication_group_id",
  "function_name",
  "domain_name",
  "bucket",
  "display_name",
  "name",
  "pattern",
  "account_id",
  "secret_id",
] as const;

/** A list in which each text stands once. */
class Names {
  readonly list: string[] = [];
  private readonly indexes = new Map<string, number>();

  indexOf(name: string): number {
    const known = this.indexes.get(name);
    if (known !== undefined) {
      return known;
    }
    this.indexes.set(name, this.list.length);
    return this.list.push(name) - 1;
  }
}

export class Registry {
  readonly types = new Names();
  readonly files = new Names();
  readonly regions = new Names();
  readonly resources: ResourceRow[] = [];

  private readonly byBlock = new Map<Block, number>();
  private readonly byPlace = new Map<string, number>();
  private readonly byStack: ReadonlyMap<string, number>;

  readonly stacks: readonly PreparedStack[];

  constructor(stacks: readonly PreparedStack[]) {
    this.stacks = stacks;
    this.byStack = new Map(stacks.map(({ id }, index) => [id, index]));
    for (const stack of stacks) {
      this.addResources(stack);
    }
  }

  /** @throws Error for a stack of another app */
  stack(id: string): number {
    const index = this.byStack.get(id);
    if (index === undefined) {
      throw new Error(`${id}: must be a stack of the app`);
    }
    return index;
  }

  hasStack(id: string): boolean {
    return this.byStack.has(id);
  }

  /** Index of a resource. */
  resource(block: Block): number {
    return this.byBlock.get(block)!;
  }

  /** @param place `<stack id> <address>` */
  at(place: string): number | undefined {
    return this.byPlace.get(place);
  }

  private addResources(stack: PreparedStack): void {
    const source = stackSource(stack.stack).file;
    const constructs = new Map<string, IConstruct>(stack.constructs.map((one) => [one.node.path, one]));
    for (const block of blocksOf(stack).filter(({ kind }) => kind === "resource")) {
      const index = this.resources.length;
      const construct = constructs.get(block.path);
      const region = block.type.startsWith("aws_") ? regionOf(block) : known(block.attributes.region);
      const label = nameOf(block);
      this.resources.push({
        s: this.stack(stack.id),
        t: this.types.indexOf(block.type),
        n: block.name,
        ...(label !== undefined && { l: label }),
        p: block.path.slice(stack.stack.node.path.length + 1),
        f: this.files.indexOf(construct ? fileOf(construct, block.type, source) : source),
        ...(region !== undefined && { r: this.regions.indexOf(region) }),
        ...(STATEFUL_TYPES.includes(block.type) && { d: 1 as const }),
      });
      this.byBlock.set(block, index);
      this.byPlace.set(`${stack.id} ${block.address}`, index);
    }
  }
}

function known(value: unknown): string | undefined {
  return isKnownText(value) ? value : undefined;
}

/** The name of a resource in its cloud, where it is known before an apply. */
function nameOf({ type, attributes }: Block): string | undefined {
  const named = NAMES.map((name) => attributes[name]).find(isKnownText);
  const manifest = type === "kubernetes_manifest" ? attributes.manifest : attributes;
  return (
    named ??
    known(nested(manifest?.metadata).name) ??
    known(typeof attributes.tags === "object" ? attributes.tags?.Name : undefined)
  );
}
