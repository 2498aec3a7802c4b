import { prepare } from "@modules/checks/prepare";
import { App, TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { addMoves, addressCheck, keepOutputs, ledger, moves, splitAddress } from "../../app/addresses";
import { prepared } from "../support/stacks";

test("has every stack of the app in the ledger, and loses none of its data", () => {
  const listed = new Set(ledger().map(({ stack }) => stack));

  expect(listed.size).toBeGreaterThan(150);
  expect(addressCheck()(prepared)).toEqual([]);
});

test("fails when the app loses a database", () => {
  const id = "lp-production-data";
  const without = prepared.map((one) =>
    one.id === id ? { ...one, json: { ...one.json, resource: { ...one.json.resource, aws_rds_cluster: {} } } } : one,
  );

  expect(addressCheck()(without).join()).toMatch(/^lp-production-data: aws_rds_cluster\.\w+ must keep its address/);
});

test("looks for the data of some environments in their stacks alone", () => {
  const ids = (start: string) => prepared.filter(({ id }) => id.startsWith(start));

  expect(addressCheck(["lp-production"])(ids("lp-production-"))).toEqual([]);
  expect(addressCheck(["lp-production", "lp-development"])(ids("lp-production-")).join("\n")).toMatch(
    /^lp-development-\S+: must stay in the app, because it holds data/,
  );
});

test("keeps outputs that deployed stacks read", () => {
  const app = new App({ stackTraces: false });
  new TerraformStack(app, "shop");
  keepOutputs(app, [
    { stack: "shop", output: "vpc", value: "${aws_vpc.main.id}" },
    { stack: "former", output: "vpc", value: "" },
  ]);

  expect(prepare(app)[0]!.json.output).toEqual({ vpc: { value: "${aws_vpc.main.id}", sensitive: true } });
});

test("writes moves that name stacks and addresses", () => {
  expect(moves.filter(({ from, to = from }) => [from, to].some((one) => splitAddress(one).address === ""))).toEqual([]);
});

test("gives stacks the blocks of their moves", () => {
  const app = new App({ stackTraces: false });
  for (const id of ["shop", "media"]) {
    new TerraformStack(app, id);
  }
  addMoves(app, [
    { from: "shop:aws_vpc.old", to: "shop:aws_vpc.new" },
    { from: "shop:aws_s3_bucket.files", to: "media:aws_s3_bucket.files", id: "shop-files" },
    { from: "media:aws_vpc.gone", action: "destroy" },
    { from: "former:aws_vpc.gone", action: "destroy" },
  ]);
  const [shop, media] = prepare(app).map(({ json }) => json);

  expect(shop).toMatchObject({
    moved: [{ from: "aws_vpc.old", to: "aws_vpc.new" }],
    removed: [{ from: "aws_s3_bucket.files", lifecycle: { destroy: false } }],
  });
  expect(media).toMatchObject({
    import: [{ to: "aws_s3_bucket.files", id: "shop-files" }],
    removed: [{ from: "aws_vpc.gone", lifecycle: { destroy: true } }],
  });
});
