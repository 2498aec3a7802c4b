import { check, checkLength, checkPattern, checkRange, checkWholeNumber, fail } from "@modules/core/checks";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";

const scope = new Construct(new Construct(undefined as never, ""), "shop");

test("names the construct, the prop, the rule and the value", () => {
  expect(() => fail(scope, "name", "short", "a-long-name")).toThrow("shop: name must be short, got a-long-name");
  expect(() => check(scope, false, "name", "short", "a-long-name")).toThrow("shop: name must be short");
});

test.each([0, 11, 1.5, Number.NaN])("fails when a whole number from 1 to 10 is %d", (value) => {
  expect(() => checkWholeNumber(scope, "nodes", value, 1, 10)).toThrow(
    `shop: nodes must be a whole number, 1 to 10, got ${value}`,
  );
});

test("accepts both ends of a range", () => {
  expect(() => {
    checkWholeNumber(scope, "nodes", 1, 1, 10);
    checkWholeNumber(scope, "nodes", 10, 1, 10);
    checkRange(scope, "share", 0, 0, 1);
    checkRange(scope, "share", 1, 0, 1);
  }).not.toThrow();
});

test("says that a range has no end", () => {
  expect(() => checkWholeNumber(scope, "nodes", 0, 1)).toThrow("a whole number of at least 1, got 0");
  checkWholeNumber(scope, "nodes", 1_000_000, 1);
});

test.each([-0.1, 1.1, Number.NaN])("fails when a share is %d", (value) => {
  expect(() => checkRange(scope, "share", value, 0, 1)).toThrow(`shop: share must be 0 to 1, got ${value}`);
});

test("fails when a value does not match", () => {
  expect(() => checkPattern(scope, "name", "No", /^[a-z]+$/, "lower-case letters")).toThrow(
    "shop: name must be lower-case letters, got No",
  );
});

test("fails when a list is too short or too long", () => {
  expect(() => checkLength(scope, "hosts", [], 1)).toThrow("shop: hosts must be a list of at least 1 entry, got none");
  expect(() => checkLength(scope, "hosts", [1, 2, 3], 1, 2)).toThrow(
    "shop: hosts must be a list of 1 to 2 entries, got 3",
  );
});

test("accepts tokens, whose values are unknown until apply", () => {
  const name = Token.asString({ resolve: () => "later" });
  const count = Token.asNumber({ resolve: () => 3 });

  expect(() => {
    checkPattern(scope, "name", name, /^[a-z]+$/, "lower-case letters");
    checkWholeNumber(scope, "nodes", count, 1, 10);
    checkRange(scope, "share", count, 0, 1);
  }).not.toThrow();
});
