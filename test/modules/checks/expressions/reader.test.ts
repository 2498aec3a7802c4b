import { readTemplate } from "@modules/checks/expressions/reader";
import { describe, expect, test } from "vitest";

const references = (text: string) => readTemplate(text).references.map((parts) => parts.join("."));

describe("references", () => {
  test.each([
    ["plain text", []],
    ["${aws_vpc.main.id}", ["aws_vpc.main.id"]],
    ["a ${var.a} and ${var.b}", ["var.a", "var.b"]],
    ["${aws_subnet.a[0].id}", ["aws_subnet.a"]],
    ['${aws_subnet.a["east"].id}', ["aws_subnet.a.east.id"]],
    ["${aws_subnet.a[*].id}", ["aws_subnet.a"]],
    ["${aws_subnet.a.*.id}", ["aws_subnet.a"]],
    ["${aws_subnet.a.0.id}", ["aws_subnet.a.0.id"]],
    ["${aws_subnet.a[var.index]}", ["var.index", "aws_subnet.a"]],
    ['${join(",", [var.a, var.b...])}', ["var.a", "var.b"]],
    ["${provider::shop::price(var.a)}", ["var.a"]],
    ["${!var.a && -var.b < 1.5e3 || (var.c % 2) == 0}", ["var.a", "var.b", "var.c"]],
    ['${var.a ? var.b : "${var.c}"}', ["var.a", "var.b", "var.c"]],
    ["${true} ${null}", []],
    ['${{ a = var.a, "b" : var.b }}', ["var.a", "var.b"]],
    ["${{ (var.key) = 1 }}", ["var.key"]],
    ["%{ if var.a }x%{ else }y%{ endif }", ["var.a"]],
    ["${~ var.a ~}", ["var.a"]],
  ])("%s", (text, expected) => {
    expect(references(text)).toEqual(expected);
    expect(readTemplate(text).fault).toBeUndefined();
  });

  test.each([
    ["${[for one in var.list : one.id if one.id != var.own]}", ["var.list", "var.own"]],
    ["${{ for key, one in var.map : key => one... }}", ["var.map"]],
    ["${[for a in var.x : [for b in a : b.id]]} ${b.id}", ["var.x", "b.id"]],
  ])("leaves out the names that a for expression declares: %s", (text, expected) => {
    expect(references(text)).toEqual(expected);
  });
});

test.each(["$${aws:username}", "%%{ if }", "a $ { b }", "costs $5"])("reads no expression in %s", (text) => {
  expect(readTemplate(text)).toEqual({ references: [] });
});

test.each([
  ["${HOME:-/root}", "${HOME:-/root}"],
  ["a ${var.a} ${b c} d", "${b c}"],
  ["${", "${"],
  ['${"open}', '${"open}'],
  ["%{ unless x }", "%{ unless x }"],
  ["${[for a of b : a]}", "${[for a of b : a]}"],
])("finds that %s is not Terraform's", (text, fault) => {
  expect(readTemplate(text).fault).toBe(fault);
});
