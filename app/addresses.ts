/** The ledger of addresses of this repository, and the moves that people have written down. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "@modules/checks/checks/check";
import { ledgerCheck } from "@modules/checks/checks/ledger";
import { type LedgerEntry, readLedger } from "@modules/checks/ledger";
import { type App, TerraformElement, type TerraformStack } from "cdktf";
import written from "../addresses/moves.json";
import writtenOutputs from "../addresses/outputs.json";
import { repositoryPath, repositoryText } from "../stacks/base/repository";

/** The fate of a resource whose address is gone. Addresses are written `STACK:ADDRESS`. */
export interface Move {
  readonly from: string;
  /** The resource's new address. */
  readonly to?: string;
  /** Id by which Terraform imports the resource; for a move to another stack. */
  readonly id?: string;
  /** Without a new address: whether Terraform leaves the resource alone or destroys it. */
  readonly action?: "forget" | "destroy";
}

const FOLDER = "addresses";

/** File with the moves, which `pnpm addresses` writes. */
export const MOVES_FILE = join(FOLDER, "moves.json");

export const moves = written as readonly Move[];

/** An output that deployed stacks still read, though no stack of the app does. */
export interface KeptOutput {
  /** Id of the stack that has the output. */
  readonly stack: string;
  readonly output: string;
  /** Expression of the value. */
  readonly value: unknown;
}

/** File with the kept outputs, which `pnpm contracts --keep` writes. */
export const OUTPUTS_FILE = join(FOLDER, "outputs.json");

/** Keeps outputs of the stacks of an app. */
export function keepOutputs(app: App, all: readonly KeptOutput[] = writtenOutputs): void {
  for (const { stack: id, output, value } of all) {
    const stack = app.node.tryFindChild(id);
    // The stack itself makes the output again when one of its consumers reads it again.
    if (stack) {
      new Fragment(stack as TerraformStack, `kept-${output}`, { output: { [output]: { value, sensitive: true } } });
    }
  }
}

/** A part of a stack's JSON that no class of cdktf stands for. */
class Fragment extends TerraformElement {
  private readonly json: object;

  constructor(scope: TerraformStack, id: string, json: object) {
    super(scope, id);
    this.json = json;
  }

  override toTerraform(): object {
    return this.json;
  }
}

/** The file with the ledger of a platform. */
export function ledgerFile(platform: string): string {
  return join(FOLDER, `${platform}.txt`);
}

/** The ledgers of all platforms. */
export function ledger(): LedgerEntry[] {
  return readdirSync(repositoryPath(FOLDER))
    .filter((file) => file.endsWith(".txt"))
    .flatMap((file) => readLedger(repositoryText(join(FOLDER, file))));
}

/**
 * The check that no resource which holds data loses its address.
 *
 * @param environments names of the environments whose stacks are there, such as `lp-development`. @default all
 */
export function addressCheck(environments?: readonly string[]): Check {
  const entries = ledger().filter(({ stack }) => environments?.some((name) => stack.startsWith(`${name}-`)) ?? true);
  return ledgerCheck(entries, { command: "pnpm addresses", settled: moves.map(({ from }) => from) });
}

/** Stack and address of `STACK:ADDRESS`. */
export function splitAddress(text: string): { readonly stack: string; readonly address: string } {
  const [stack = "", address = ""] = text.split(/:(.*)/s);
  return { stack, address };
}

/** Gives the stacks of an app the `moved`, `removed` and `import` blocks of the moves. */
export function addMoves(app: App, all: readonly Move[] = moves): void {
  const blocks = new Map<string, Blocks>();
  const of = (stack: string) => {
    const found = blocks.get(stack) ?? { moved: [], removed: [], import: [] };
    blocks.set(stack, found);
    return found;
  };
  for (const { from, to, id, action } of all) {
    const source = splitAddress(from);
    const target = to === undefined ? undefined : splitAddress(to);
    if (target?.stack === source.stack) {
      of(source.stack).moved.push({ from: source.address, to: target.address });
      continue;
    }
    of(source.stack).removed.push({ from: source.address, lifecycle: { destroy: action === "destroy" } });
    if (target) {
      of(target.stack).import.push({ to: target.address, id: id! });
    }
  }
  for (const [id, own] of blocks) {
    const stack = app.node.tryFindChild(id);
    if (stack) {
      const given = Object.entries(own).filter(([, list]) => list.length > 0);
      new Fragment(stack as TerraformStack, "moves", Object.fromEntries(given));
    }
  }
}

interface Blocks {
  readonly moved: { readonly from: string; readonly to: string }[];
  readonly removed: { readonly from: string; readonly lifecycle: { readonly destroy: boolean } }[];
  readonly import: { readonly to: string; readonly id: string }[];
}
