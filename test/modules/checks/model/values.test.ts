import { groupBy, isExpression, list, nested, once, parsedJson, show, valuesAt } from "@modules/checks/model/values";
import { expect, test, vi } from "vitest";

test("lists nested blocks, written as an object or as a list", () => {
  expect(list({ a: 1 })).toEqual([{ a: 1 }]);
  expect(list([{ a: 1 }, { a: 2 }])).toHaveLength(2);
  expect(list(undefined)).toEqual([]);
});

test("reads a single nested block, written either way, or missing", () => {
  expect(nested({ a: 1 })).toEqual({ a: 1 });
  expect(nested([{ a: 1 }])).toEqual({ a: 1 });
  expect(nested(undefined)).toEqual({});
});

test("finds every value at a path", () => {
  const attributes = { rule: [{ port: 1 }, { port: [2, 3] }, { host: "a" }], tags: { a: "x", b: "y" }, none: null };

  expect(valuesAt(attributes, "rule.port")).toEqual([1, 2, 3]);
  expect(valuesAt(attributes, "tags.*")).toEqual(["x", "y"]);
  expect(valuesAt(attributes, "none")).toEqual([]);
  expect(valuesAt(attributes, "tags.a.length")).toEqual([]);
});

test("recognizes expressions and directives", () => {
  expect(["${var.a}", "%{ if var.a }", "plain", 1].map(isExpression)).toEqual([true, true, false, false]);
});

test("parses JSON with expressions in place of numbers, and nothing else", () => {
  expect(parsedJson('{"wait":${var.seconds},"name":"${var.name}"}')).toEqual({ wait: 0, name: "${var.name}" });
  expect(parsedJson("${data.aws_iam_policy_document.it.json}")).toBeUndefined();
  expect(parsedJson(undefined)).toBeUndefined();
});

test("shows a value on one line of at most 80 characters", () => {
  expect(show("a\nb")).toBe("a\\nb");
  expect(show("x".repeat(81))).toBe(`${"x".repeat(77)}...`);
});

test("groups items in the order of their first appearance", () => {
  expect([...groupBy(["b1", "a1", "b2"], ([letter]) => letter)]).toEqual([
    ["b", ["b1", "b2"]],
    ["a", ["a1"]],
  ]);
});

test("computes a value once for each object", () => {
  const compute = vi.fn(({ a }: { a: number }) => a);
  const computed = once(compute);
  const [one, other] = [{ a: 1 }, { a: 1 }];

  expect([computed(one), computed(one), computed(other)]).toEqual([1, 1, 1]);
  expect(compute).toHaveBeenCalledTimes(2);
});
