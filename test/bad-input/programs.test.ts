/** Ways of writing input wrong that whole programs answer. */
import { expect, test } from "vitest";
import { COMMAND_LINE } from "./programs/command-line";
import { MACHINE } from "./programs/machine";
import { BUGS, ENVIRONMENT_FILES } from "./programs/sources";

test.each([...ENVIRONMENT_FILES, ...BUGS, ...MACHINE, ...COMMAND_LINE])("answers %s", async (_name, run, outcome) => {
  expect(await run()).toEqual(outcome);
});
