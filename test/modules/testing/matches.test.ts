import { matches } from "@modules/testing/matches";
import { expect, test } from "vitest";

test.each([
  [{ a: 1, b: 2 }, { a: 1 }],
  [{ a: [{ b: 1, c: 2 }] }, { a: [{ c: 2 }] }],
  [{ a: "text" }, { a: expect.any(String) }],
  [null, null],
  [{}, {}],
])("%j has %j", (value, part) => {
  expect(matches(value, part)).toBe(true);
});

test.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: undefined, c: 1 }],
  [{ a: [1, 2] }, { a: [1] }],
  [{ a: { 0: 1 } }, { a: [1] }],
  ["text", { length: 4 }],
  [null, {}],
  [{ a: 1 }, { a: expect.any(String) }],
])("%j does not have %j", (value, part) => {
  expect(matches(value, part)).toBe(false);
});
