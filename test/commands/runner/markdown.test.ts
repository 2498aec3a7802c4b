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

  expect(text.length).toBeLessThan(65_536);
  expect(text).toContain("### Data is lost");
  expect(text).toContain("_The logs have the rest._");
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
