/** Fixes of faults that the field types of several schemas share. */
import { expect, test } from "vitest";
import { z } from "zod";
import { checkEnvironment } from "../../../environments/schema/check";
import { positive, slug } from "../../../environments/schema/fields";

const schema = z.strictObject({ count: positive, name: slug });

function faults(data: { readonly count: unknown; readonly name: string }): unknown {
  const checked = checkEnvironment(schema, { file: "shop.ts", data });
  return "faults" in checked ? checked.faults : [];
}

test.each<[unknown, string]>([
  [true, "got true; write a number"],
  [null, "got null; write a number"],
  ["3", 'got "3"; write it without quotes'],
  ["two", 'got "two"; write a number'],
  [1.5, "got 1.5; round it"],
])("says how to write a number in place of %j", (count, words) => {
  expect(faults({ count, name: "web" })).toEqual([`shop.ts: count: must be a whole number, ${words}`]);
});

test.each([
  ["Web_Server", "did you mean web-server?"],
  ["-web-", "did you mean web?"],
  ["1web", "begin with a letter"],
])("suggests words joined by hyphens in place of %j", (name, fix) => {
  expect(faults({ count: 1, name })).toEqual([
    `shop.ts: name: must be lower-case words joined by single hyphens, got "${name}"; ${fix}`,
  ]);
});
