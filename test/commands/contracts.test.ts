import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { breachesOf, judge } from "../../commands/contracts";
import type { FormerStack } from "../../commands/runner/revision";
import { printedLines } from "../support/printed";

const printed = printedLines();

const BEFORE = new Map<string, Pick<FormerStack, "reads">>([
  ["network", { reads: {} }],
  ["data", { reads: { network: { vpc: "${aws_vpc.main.id}" } } }],
  ["edge", { reads: { network: { vpc: "${aws_vpc.main.id}", zone: "z" }, former: { one: 1 } } }],
]);

test("finds outputs that deployed stacks read and that are gone", () => {
  expect(breachesOf(BEFORE, new Map([["network", ["vpc", "zone"]]]))).toEqual([]);
  expect(breachesOf(BEFORE, new Map([["network", ["zone"]]]))).toEqual([
    { stack: "network", output: "vpc", value: "${aws_vpc.main.id}", readers: ["data", "edge"] },
  ]);
});

test("returns 0 without a breach, and fails with the command that keeps the output", () => {
  const breaches = breachesOf(BEFORE, new Map([["network", ["zone"]]]));

  expect(judge([], { base: "main" })).toBe(0);
  expect(() => judge(breaches, { base: "main" })).toThrow(
    /^network: output vpc must stay while data, edge of main read it, got none\nRun `pnpm contracts --base main --keep`/,
  );
});

test("keeps outputs on request", () => {
  const file = join(mkdtempSync(join(tmpdir(), "contracts-")), "outputs.json");
  const breaches = breachesOf(BEFORE, new Map([["network", []]]));

  expect(judge(breaches, { base: "main", keep: true }, file)).toBe(0);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual([
    { stack: "network", output: "vpc", value: "${aws_vpc.main.id}" },
    { stack: "network", output: "zone", value: "z" },
  ]);
  expect(printed.at(-1)).toContain("keeps 2 outputs.");
});
