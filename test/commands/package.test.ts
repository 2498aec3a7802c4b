import { expect, test } from "vitest";
import { refusal } from "../support/command-line";

test("fails on an option that it does not know, with the one that was meant", async () => {
  expect(await refusal("package", "--outt", "dist")).toContain("unknown option '--outt'\n(Did you mean --out?)");
});
