import { expect, test } from "vitest";
import { z } from "zod";
import { checkEnvironment } from "../../../environments/schema/check";
import { positive } from "../../../environments/schema/fields";

test.each<[unknown, string]>([
  [50.5, "got 50.5; round it"],
  ["2", 'got "2"; write it without quotes'],
  ["two", 'got "two"; write a number'],
  [null, "got null; write a number"],
])("says how to write a number in place of %j", (size, answer) => {
  expect(checkEnvironment(z.strictObject({ size: positive }), { file: "shop.ts", data: { size } })).toEqual({
    faults: [`shop.ts: size: must be a whole number, ${answer}`],
  });
});
