import { expect, test } from "vitest";
import { refusal } from "../support/command-line";

test("fails on an option that it does not know, with the one that was meant", async () => {
  expect(await refusal("document", "--chekc")).toContain("unknown option '--chekc'\n(Did you mean --check?)");
});
