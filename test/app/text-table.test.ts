import { expect, test } from "vitest";
import { textTable } from "../../app/text-table";

test("lines the columns up, numbers to the right", () => {
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
