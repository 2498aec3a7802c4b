import { expect, test } from "vitest";
import { markdown } from "../../../commands/runner/markdown";
import { text } from "../../../commands/runner/summary";
import { savedPlan } from "../../support/plans";

const NONE = { consumers: [], foreseen: [], waiting: [], failed: [] };

test("folds the changes of each stack, and shows what a person must read", () => {
  const lost = { address: 'aws_s3_bucket.files["a"]', action: "destroy", attention: ["data"] } as const;
  const text = markdown({ ...NONE, plans: [savedPlan("data", [lost]), savedPlan("dns", [])] });

  expect(text).toContain("| data  |       1 |");
  expect(text).toContain('### Data is lost\n- data: `aws_s3_bucket.files["a"]` is destroyed');
  expect(text).toContain("<details><summary>data</summary>");
  expect(text).not.toContain("| dns ");
});

test("names the error of a stack that failed", () => {
  const failed = [{ id: "data", reason: "Error: no such region" }];

  expect(markdown({ ...NONE, plans: [], failed })).toContain("### data failed\n```\nError: no such region\n```");
});

test("fits a comment, and keeps what a person must read", () => {
  const changes = Array.from({ length: 3000 }, (_, index) => ({ address: `aws_vpc.of-a-long-name-${index}` }));
  const lost = savedPlan("last", [{ action: "destroy", attention: ["data"] }]);
  const text = markdown({ ...NONE, plans: [savedPlan("first", changes), lost] });

  expect(Buffer.byteLength(text)).toBeLessThan(65_000);
  expect(text).toContain("### Data is lost");
  expect(text).toMatch(
    /\n_3001 changes are not listed, because this text has to fit a comment\. After `pnpm plan first last` the logs in cdktf\.out\/logs have them\._\n$/,
  );
});

test("counts the bytes of a text, by which comments are parted", () => {
  const changes = Array.from({ length: 900 }, (_, index) => ({ address: `aws_vpc.${"é".repeat(30)}-${index}` }));
  const text = markdown({ ...NONE, plans: [savedPlan("first", changes)] });

  expect(text.length).toBeLessThan(65_000);
  expect(text).toContain("_900 changes are not listed");
});

test("lists every loss of data and every error, however long the text becomes", () => {
  const changes = Array.from({ length: 2000 }, (_, index) => ({
    address: `aws_s3_bucket.of-a-long-name-${index}`,
    action: "destroy" as const,
    attention: ["data" as const],
  }));
  const failed = [{ id: "dns", reason: `Error: ${"no such zone ".repeat(1000)}` }];
  const text = markdown({ ...NONE, plans: [savedPlan("data", changes)], failed });
  const lines = text.split("\n");

  expect(Buffer.byteLength(text)).toBeGreaterThan(65_536);
  expect(lines.filter((line) => line.endsWith("is destroyed"))).toHaveLength(2000);
  expect(lines).toContain(failed[0]!.reason);
  expect(text).not.toContain("<details>");
  expect(text).toContain("_2000 changes are not listed");
});

test("keeps fences of an error inside its own", () => {
  const failed = [{ id: "data", reason: "Error:\n```\nplan\n```" }];

  expect(markdown({ ...NONE, plans: [], failed })).toContain("### data failed\n````\nError:\n```\nplan\n```\n````");
});

test("counts the actions that occur, so that a terminal of 80 columns has room", () => {
  const id = "phoenix-rooivalk-production-load-balancing-us-west-2";
  const summary = { ...NONE, plans: [savedPlan(id, [{ action: "add" }, { action: "change" }])] };
  const rows = text(summary)
    .split("\n")
    .filter((line) => line.startsWith("|"));

  expect(rows[0]).toMatch(/^\| stack +\| add \| change \|$/);
  expect(rows.at(-1)).toBe(`| ${id} |   1 |      1 |`);
  expect(Math.max(...rows.map(({ length }) => length))).toBeLessThanOrEqual(80);
});
