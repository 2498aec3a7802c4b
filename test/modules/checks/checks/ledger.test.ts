import { ledgerCheck } from "@modules/checks/checks/ledger";
import { entriesOf } from "@modules/checks/ledger";
import { prepare } from "@modules/checks/prepare";
import { App, TerraformResource, TerraformStack } from "cdktf";
import { expect, test } from "vitest";

const LEDGER = entriesOf({
  shop: { resource: { aws_s3_bucket: { files: { bucket: "shop-files" } }, aws_vpc: { main: {} } } },
});

/** Faults of an app with these buckets, by stack. */
function faults(buckets: Readonly<Record<string, readonly string[]>>, settled: readonly string[] = []): string[] {
  const app = new App({ stackTraces: false });
  for (const [id, names] of Object.entries(buckets)) {
    const stack = new TerraformStack(app, id);
    for (const name of names) {
      const bucket = new TerraformResource(stack, name, { terraformResourceType: "aws_s3_bucket" });
      bucket.addOverride("bucket", "shop-files");
    }
  }
  return ledgerCheck(LEDGER, { command: "pnpm addresses", settled })(prepare(app));
}

test("accepts an address that stays", () => {
  expect(faults({ shop: ["files"] })).toEqual([]);
});

test("fails when a resource that holds data is renamed, with the command that moves it", () => {
  expect(faults({ shop: ["uploads"] })).toEqual([
    "shop: aws_s3_bucket.files must keep its address, because it holds data, got aws_s3_bucket.uploads in its place; run `pnpm addresses move shop:aws_s3_bucket.files shop:aws_s3_bucket.uploads`",
  ]);
});

test("fails when a resource that holds data goes to another stack", () => {
  expect(faults({ shop: [], media: ["media"] })).toEqual([
    "shop: aws_s3_bucket.files must keep its address, because it holds data, got aws_s3_bucket.media of media in its place; run `pnpm addresses move shop:aws_s3_bucket.files media:aws_s3_bucket.media`",
  ]);
});

test("fails when a resource that holds data is gone", () => {
  expect(faults({ shop: [] })).toEqual([
    "shop: aws_s3_bucket.files must keep its address, because it holds data, got no address like it; run `pnpm addresses forget shop:aws_s3_bucket.files` to keep the resource without Terraform, or `pnpm addresses destroy shop:aws_s3_bucket.files` if its data may be deleted",
  ]);
});

test("fails when a stack that holds data is gone or renamed", () => {
  expect(faults({})).toEqual([
    "shop: must stay in the app, because it holds data, got no stack for aws_s3_bucket.files; destroy it at the revision that has it, then run `pnpm addresses destroy 'shop:*'`",
  ]);
  expect(faults({ store: ["files"] }).join()).toContain(
    "its resources look like those of store, which has another state, so keep the stack's id",
  );
});

test("accepts lost addresses that a person has moved, forgotten or destroyed", () => {
  expect(faults({}, ["shop:aws_s3_bucket.files"])).toEqual([]);
});
