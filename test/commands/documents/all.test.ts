import { expect, test } from "vitest";
import { obsolete, stale } from "../../../commands/documents/all";

test("finds a document that is not written yet or differs", () => {
  const current = new Map([
    ["README.md", "another text"],
    ["docs/none.md", "a text"],
  ]);

  expect(stale(current)).toEqual(expect.arrayContaining(["README.md", "docs/none.md"]));
});

test("finds pages whose module is gone and access of environments that are gone, and nothing else", () => {
  const folders = obsolete(new Map()).map((path) => path.split("/").slice(0, 2).join("/"));

  expect([...new Set(folders)].sort()).toEqual(["docs/access", "docs/reference"]);
});
