import { expect, test } from "vitest";
import { pageTable, textTable } from "../../app/text-table";

test("aligns the columns, numbers to the right", () => {
  const columns = [{ name: "stack" }, { name: "add", align: "right" }] as const;

  expect(
    textTable(columns, [
      ["network", "1"],
      ["dns", "1200"],
    ]),
  ).toBe(["| stack   |  add |", "| ------- | ---: |", "| network |    1 |", "| dns     | 1200 |"].join("\n"));
});

test("is the heading alone without rows", () => {
  expect(textTable([{ name: "stack" }], [])).toBe("| stack |\n| ----- |");
});

test("keeps bars and line breaks of a cell inside it", () => {
  expect(textTable([{ name: "a|b" }], [["c\n  d"]])).toBe("| a\\|b |\n| ---- |\n| c d  |");
  expect(pageTable(["type", ""], [["`string | number`", "one\ntwo"]])).toBe(
    "| type | |\n| - | - |\n| `string \\| number` | one two |",
  );
});

test("shows names in angle brackets, which are tags of HTML outside of code", () => {
  expect(pageTable(["default", "type"], [['"<name>-sg"', "`Record<string, IKey>` or < 3"]])).toBe(
    '| default | type |\n| - | - |\n| "&lt;name>-sg" | `Record<string, IKey>` or &lt; 3 |',
  );
});
