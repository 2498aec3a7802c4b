import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entriesOf } from "@modules/checks/ledger";
import { expect, test } from "vitest";
import { addresses, type Estate, moveAddress, removeAddress } from "../../commands/addresses";
import { printedLines } from "../support/printed";

const printed = printedLines();

const bucket = (name: string, bucketName = "shop-files") => ({ aws_s3_bucket: { [name]: { bucket: bucketName } } });
const LEDGER = entriesOf({ shop: { resource: { ...bucket("files"), aws_kms_key: { old: {} } } } });

/** An estate in which the key keeps its address unless the resources say otherwise. */
function estate(stacks: Readonly<Record<string, object>>): Estate & { file: string } {
  const file = join(mkdtempSync(join(tmpdir(), "addresses-")), "moves.json");
  const json = Object.entries(stacks).map(([id, resource]) => [id, { resource: { ...resource } }]);
  return { ledger: LEDGER, stacks: Object.fromEntries(json), file };
}

const KEY = { aws_kms_key: { old: {} } };
const written = ({ file }: { file: string }) => JSON.parse(readFileSync(file, "utf8"));

test("names what is lost and what looks like it, and returns 1 while that holds data", async () => {
  expect(await addresses({}, estate({ shop: { ...bucket("files"), ...KEY } }))).toBe(0);
  expect(printed.at(-1)).toBe("0 addresses are gone, 0 of them hold data; 0 are new.");
  expect(await addresses({}, estate({ shop: { ...bucket("uploads"), ...KEY } }))).toBe(1);
  expect(printed.at(-1)).toContain("! shop:aws_s3_bucket.files -> shop:aws_s3_bucket.uploads\n1 addresses are gone");
});

test("writes a move to the address that looks like it, and says what to run", async () => {
  const own = estate({ shop: { ...bucket("uploads"), ...KEY } });

  expect(await moveAddress("shop:aws_s3_bucket.files", undefined, {}, own)).toBe(0);
  expect(written(own)).toEqual([{ from: "shop:aws_s3_bucket.files", to: "shop:aws_s3_bucket.uploads" }]);
  expect(printed.at(-1)).toContain("  pnpm document\n  pnpm plan shop\n  pnpm apply shop");
  expect(await addresses({}, own)).toBe(0);
});

test("writes the pair of a move between two stacks, with the id to import", async () => {
  const own = estate({ shop: KEY, media: bucket("media") });
  await moveAddress("shop:aws_s3_bucket.files", "media:aws_s3_bucket.media", {}, own);

  expect(written(own)).toEqual([
    { from: "shop:aws_s3_bucket.files", to: "media:aws_s3_bucket.media", id: "shop-files" },
  ]);
  expect(printed.at(-1)).toContain("pnpm apply media shop");
});

test("asks for the import id that AWS has made up", async () => {
  const own = estate({ shop: bucket("files"), media: { aws_kms_key: { new: {} } } });
  const move = (id?: string) => moveAddress("shop:aws_kms_key.old", "media:aws_kms_key.new", { id }, own);

  await expect(move()).rejects.toThrow("shop:aws_kms_key.old: must have an import id to move to another stack");
  await move("1234");
  expect(written(own)).toEqual([{ from: "shop:aws_kms_key.old", to: "media:aws_kms_key.new", id: "1234" }]);
});

test("writes all moves that are likely at once", async () => {
  const own = estate({ shop: { ...bucket("uploads"), aws_kms_key: { older: {} } } });
  await moveAddress(undefined, undefined, { all: true }, own);

  expect(written(own)).toHaveLength(2);
  await expect(moveAddress(undefined, undefined, { all: true }, own)).rejects.toThrow("must find lost addresses");
});

test("writes that resources are left alone or destroyed, by a pattern too", async () => {
  const own = estate({});
  await removeAddress("shop:aws_s3_bucket.files", "forget", own);
  await removeAddress("shop:*", "destroy", own);

  expect(written(own)).toEqual([
    { from: "shop:aws_s3_bucket.files", action: "forget" },
    { from: "shop:aws_kms_key.old", action: "destroy" },
  ]);
});

test("fails for addresses that are not lost or do not exist, with the nearest", async () => {
  const own = estate({ shop: { ...bucket("uploads"), ...KEY } });

  await expect(moveAddress("shop:aws_s3_bucket.file", undefined, {}, own)).rejects.toThrow(
    "shop:aws_s3_bucket.file: must be an address that is lost, STACK:ADDRESS; did you mean shop:aws_s3_bucket.files?",
  );
  await expect(moveAddress("shop:aws_s3_bucket.files", "shop:aws_s3_bucket.upload", {}, own)).rejects.toThrow(
    "did you mean shop:aws_s3_bucket.uploads?",
  );
  await expect(moveAddress(undefined, undefined, {}, own)).rejects.toThrow("move: must have an address");
});
