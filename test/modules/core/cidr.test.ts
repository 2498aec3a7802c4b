import { addressAt, contains, isCidr, overlap, overlapping, rangeOf } from "@modules/core/cidr";
import { expect, test } from "vitest";

test("counts a block from its first address to its last", () => {
  expect(rangeOf("0.0.1.0/24")).toEqual([256, 511]);
  expect(rangeOf("255.255.255.255")).toEqual([2 ** 32 - 1, 2 ** 32 - 1]);
});

test.each([
  ["10.0.0.0/16", "10.0.255.0/24", true],
  ["10.0.255.0/24", "10.0.0.0/16", true],
  ["10.0.0.0/16", "10.1.0.0/16", false],
  ["0.0.0.0/0", "203.0.113.7/32", true],
])("says whether %s and %s share an address: %s", (one, other, expected) => {
  expect(overlap(one, other)).toBe(expected);
});

test("finds an address by its offset, past the end of an octet", () => {
  expect(addressAt("10.0.0.0/16", 2)).toBe("10.0.0.2");
  expect(addressAt("10.0.0.0/16", 258)).toBe("10.0.1.2");
});

test("holds a block within another, and in itself, but not the reverse", () => {
  expect(contains("10.0.0.0/16", "10.0.8.0/24")).toBe(true);
  expect(contains("10.0.0.0/16", "10.0.0.0/16")).toBe(true);
  expect(contains("10.0.8.0/24", "10.0.0.0/16")).toBe(false);
});

test("lists each overlapping pair once", () => {
  const blocks = ["10.0.0.0/16", "10.1.0.0/16", "10.0.8.0/24"];

  expect(overlapping(blocks, (block) => block)).toEqual([["10.0.0.0/16", "10.0.8.0/24"]]);
});

test.each(["10.0.0.0/16", "0.0.0.0/0"])("accepts %s as a block", (value) => {
  expect(isCidr(value)).toBe(true);
});

test.each(["10.0.0.0", "10.0.0/16", "10.0.0.0/33", "fd00::/8", 10])("refuses %s as a block", (value) => {
  expect(isCidr(value)).toBe(false);
});
