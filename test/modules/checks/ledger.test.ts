import { entriesOf, ledgerText, lossesOf, readLedger } from "@modules/checks/ledger";
import { expect, test } from "vitest";

const SHOP = {
  resource: {
    aws_s3_bucket: { files: { bucket: "shop-files" } },
    aws_vpc: { main: {} },
    aws_sns_topic: { alerts: { name: "${aws_vpc.main.id}" } },
  },
};
const LEDGER = entriesOf({ shop: SHOP });

test("lists every resource with its name in the cloud, and marks those that hold data", () => {
  expect(ledgerText(LEDGER).split("\n")).toEqual([
    "# Every resource by stack and address, with its name in the cloud; ! holds data.",
    "",
    "shop",
    "! aws_s3_bucket.files  shop-files",
    "  aws_sns_topic.alerts",
    "  aws_vpc.main",
    "",
  ]);
});

test("reads what it has written", () => {
  expect(readLedger(ledgerText([...LEDGER, ...entriesOf({ zoo: SHOP })]))).toEqual([
    ...LEDGER,
    ...entriesOf({ zoo: SHOP }),
  ]);
});

function successorsIn(after: Record<string, object>): (string | undefined)[] {
  return lossesOf(LEDGER, after).map(({ lost, successor }) => {
    return `${lost.address} -> ${successor ? `${successor.stack}:${successor.address}` : "none"}`;
  });
}

test("proposes the new address of a renamed resource", () => {
  const renamed = { resource: { ...SHOP.resource, aws_s3_bucket: { uploads: { bucket: "shop-files" } } } };

  expect(successorsIn({ shop: renamed })).toEqual(["aws_s3_bucket.files -> shop:aws_s3_bucket.uploads"]);
});

test("prefers the resource with the same name in the cloud, in another stack too", () => {
  const shop = { resource: { ...SHOP.resource, aws_s3_bucket: { filez: { bucket: "shop-logs" } } } };
  const media = { resource: { aws_s3_bucket: { media: { bucket: "shop-files" } } } };

  expect(successorsIn({ shop, media })).toEqual(["aws_s3_bucket.files -> media:aws_s3_bucket.media"]);
});

test("leaves the digest of nested ids out of the comparison", () => {
  const before = entriesOf({ shop: { resource: { aws_kms_key: { old_key_AAAAAAAA: {}, old_copy_BBBBBBBB: {} } } } });
  const after = { shop: { resource: { aws_kms_key: { new_key_CCCCCCCC: {}, new_copy_DDDDDDDD: {} } } } };

  expect(lossesOf(before, after).map(({ successor }) => successor?.address)).toEqual([
    "aws_kms_key.new_copy_DDDDDDDD",
    "aws_kms_key.new_key_CCCCCCCC",
  ]);
});

test("proposes nothing of another type, and no address twice", () => {
  const before = entriesOf({ shop: { resource: { aws_vpc: { a: {}, b: {} } } } });
  const after = { shop: { resource: { aws_vpc: { c: {} }, aws_subnet: { b: {} } } } };

  expect(lossesOf(before, after).filter(({ successor }) => successor)).toEqual([]);
  expect(lossesOf(before, { shop: { resource: { aws_vpc: { aa: {} } } } }).map((loss) => loss.successor)).toEqual([
    { stack: "shop", address: "aws_vpc.aa" },
    undefined,
  ]);
});

test("counts neither moved nor settled addresses as lost", () => {
  const moved = { moved: [{ from: "aws_s3_bucket.files" }], removed: [{ from: "aws_vpc.main" }] };

  expect(lossesOf(LEDGER, { shop: moved }, ["shop:aws_sns_topic.alerts"])).toEqual([]);
});
