import { expect, test } from "vitest";
import { CommandError } from "../../commands/error";
import { parseOptions } from "../../commands/options";

const options = { check: { type: "boolean", default: false } } as const;

test("returns the options and the arguments", () => {
  const { values, positionals } = parseOptions({ args: ["--check", "shop"], options, allowPositionals: true }, "");

  expect(values).toMatchObject({ check: true });
  expect(positionals).toEqual(["shop"]);
});

test.each([["--chekc"], ["--check=yes"], ["shop"]])("fails on %s, with the usage", (argument) => {
  const parse = () => parseOptions({ args: [argument], options }, "pnpm document [--check]");

  expect(parse).toThrow(CommandError);
  expect(parse).toThrow("usage: pnpm document [--check]");
});
