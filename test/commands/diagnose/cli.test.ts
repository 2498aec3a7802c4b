import { expect, test } from "vitest";
import { reasonIn } from "../../../commands/diagnose/cli";

test.each([
  ["", "no answer"],
  ["\nUnable to locate credentials.\n", "Unable to locate credentials."],
  [
    "ERROR: (gcloud.compute) You do not have an account.\nPlease run:\n\n  $ gcloud auth login\n\nto select one.\n",
    "(gcloud.compute) You do not have an account.",
  ],
])("finds the reason in what a command line prints: %j", (output, reason) => {
  expect(reasonIn(output)).toBe(reason);
});
