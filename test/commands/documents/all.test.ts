import { expect, test } from "vitest";
import { obsolete, stale } from "../../../commands/documents/all";

test("finds a document that is not written yet or differs", () => {
  const current = new Map([
    ["README.md", "another text"],
    ["docs/none.md", "a text"],
  ]);

  expect(stale(current)).toEqual(expect.arrayContaining(["README.md", "docs/none.md"]));
});

test("finds pages whose module is gone, in the reference only", () => {
  expect(obsolete(new Map()).every((path) => path.startsWith("docs/reference/"))).toBe(true);
});
