/**
 * Tests with real Terraform that every resource whose id, folder or stack was changed is kept, once the ledger has
 * moved it.
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { entriesOf } from "@modules/checks/ledger";
import { prepare } from "@modules/checks/prepare";
import { App, TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { addMoves } from "../../app/addresses";
import { moveAddress } from "../../commands/addresses";
import { terraform } from "../../commands/run";
import { printedLines } from "../support/printed";
import { hasTerraform } from "../support/workspaces";

printedLines();

type Define = (shop: TerraformStack, media: TerraformStack) => void;

function jsonOf(define: Define, moves = "[]"): Record<string, Json> {
  const app = new App({ stackTraces: false });
  const [shop, media] = ["shop", "media"].map((id) => new TerraformStack(app, id));
  define(shop!, media!);
  addMoves(app, JSON.parse(moves));
  return Object.fromEntries(prepare(app).map(({ id, json }) => [id, json]));
}

/** Resources that need no provider, which makes the test fast. */
function data(scope: Construct, ...ids: readonly string[]): void {
  for (const id of ids) {
    new TerraformResource(scope, id, { terraformResourceType: "terraform_data" });
  }
}

/** Writes and plans both stacks. Returns the planned actions on resources. */
async function planned(root: string, stacks: Record<string, Json>): Promise<string[]> {
  const actions: string[] = [];
  for (const [id, { resource, moved, removed, import: imported }] of Object.entries(stacks)) {
    const folder = join(root, id);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ resource, moved, removed, import: imported }));
    await terraform(folder, ["init", "-input=false"]);
    await terraform(folder, ["plan", "-input=false", "-out=plan"]);
    const { resource_changes: changes = [] }: Json = JSON.parse(await terraform(folder, ["show", "-json", "plan"]));
    actions.push(...changes.flatMap(({ change }: Json) => (change.importing ? ["import"] : change.actions)));
  }
  return actions.sort();
}

async function apply(root: string): Promise<void> {
  for (const id of ["shop", "media"]) {
    await terraform(join(root, id), ["apply", "-input=false", "plan"]);
  }
}

interface Case {
  readonly name: string;
  readonly after: Define;
  /** New addresses, if they differ from the former ones. */
  readonly to?: readonly string[];
  readonly actions: readonly string[];
}

const CASES: readonly Case[] = [
  {
    name: "renamed ids",
    after: (shop) => data(new Construct(shop, "disk"), "photo", "text"),
    actions: ["no-op", "no-op"],
  },
  {
    name: "a renamed folder of constructs",
    after: (shop) => data(new Construct(shop, "volume"), "photos", "texts"),
    actions: ["no-op", "no-op"],
  },
  {
    name: "resources in another stack",
    after: (_, media) => data(media, "photos", "texts"),
    to: ["media:terraform_data.photos", "media:terraform_data.texts"],
    actions: ["forget", "forget", "import", "import"],
  },
];

test.skipIf(!hasTerraform).each(CASES)("destroys nothing for $name", async ({ after, to = [], actions }) => {
  const root = mkdtempSync(join(tmpdir(), "addresses-"));
  const before = jsonOf((shop) => data(new Construct(shop, "disk"), "photos", "texts"));
  await planned(root, before);
  await apply(root);

  const own = { ledger: entriesOf(before), stacks: jsonOf(after), file: join(root, "moves.json") };
  expect(await planned(root, own.stacks)).toContain("delete");
  for (const [index, { stack, address }] of own.ledger.entries()) {
    await moveAddress(`${stack}:${address}`, to[index], { id: "imported" }, own);
  }
  const moved = jsonOf(after, readFileSync(own.file, "utf8"));
  expect(await planned(root, moved)).toEqual(actions);
  await apply(root);
  expect(new Set(await planned(root, moved))).toEqual(new Set(["no-op"]));
});
