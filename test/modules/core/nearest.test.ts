import { isShortFor, nearest, suggestion } from "@modules/core/nearest";
import { expect, test } from "vitest";

test("finds the word of which at most a third of the letters differ", () => {
  expect(nearest("multiAZ", ["multiAz", "engine"])).toBe("multiAz");
  expect(nearest("nonsense", ["multiAz", "engine"])).toBeUndefined();
  expect(nearest("any", [])).toBeUndefined();
});

test("finds the name that the given one is short for", () => {
  expect(nearest("lp-prod", ["lp-development", "lp-production"])).toBe("lp-production");
  expect(nearest("lp", ["lp-development", "lp-production"])).toBeUndefined();
});

test.each([
  ["lp-prod-net", "lp-production-network", true],
  ["lp-prod", "lp-production-network", false],
  ["lp-net", "lp-production", false],
  ["l", "lp", false],
])("knows whether %s is short for %s", (name, other, expected) => {
  expect(isShortFor(name, other)).toBe(expected);
});

test("suggests another fix when no word is near", () => {
  expect(suggestion("engin", ["multiAz", "engine"], "take another")).toBe("did you mean engine?");
  expect(suggestion("nonsense", ["multiAz", "engine"], "take another")).toBe("take another");
});
