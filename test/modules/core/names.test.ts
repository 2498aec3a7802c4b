import { limits } from "@modules/core/names";
import { expect, test } from "vitest";

test("puts the lengths into the pattern and the words", () => {
  const { pattern, rule } = limits(1, 3, "of a-z", "[a-z]*");

  expect(rule).toBe("1 to 3 of a-z");
  expect(["", "a", "abc", "abcd", "A"].filter((name) => pattern.test(name))).toEqual(["a", "abc"]);
});

test("says a fixed length once", () => {
  expect(limits(12, 12, "digits", "\\d*").rule).toBe("12 digits");
});

test("keeps the options of a name", () => {
  expect(limits(1, 3, "of a-z", "[a-z]*", { scope: "global" })).toMatchObject({ scope: "global", min: 1, max: 3 });
});
