import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

function output(value: string): string[] {
  return faultsIn((stack) => new TerraformOutput(stack, "value", { value }));
}

test.each(["the value is undefined", "undefinedness", "function f(x) {\n  return x === undefined;\n}", "NaNcy"])(
  "accepts %s",
  (value) => {
    expect(output(value)).toEqual([]);
  },
);

test.each(["undefined", "NaN"])("fails for %s as a part of a name", (word) => {
  for (const value of [word, `shop-${word}`, `arn:aws:s3:::${word}/*`, `${word}.shop.test`]) {
    expect(output(value)).toEqual([
      `shop/value: value must not hold ${word}, got ${value}; correct the value put into the text`,
    ]);
  }
});

test("fails for an object, also in a script", () => {
  expect(output(`echo\n${{}}`)).toEqual([
    "shop/value: value must not hold [object Object], got echo\\n[object Object]; correct the value put into the text",
  ]);
});
