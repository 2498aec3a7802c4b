import { expect, test } from "vitest";
import { displayOf } from "../../../commands/runner/display";
import { printedLines } from "../../support/printed";

const printed = printedLines();

test("prints a line for each stack that ends, away from a terminal", async () => {
  const display = displayOf(["network", "data"], false);
  display.start("network");
  display.step("network", "plans");
  display.end("network", "ok", "1 to add");
  display.end("data", "skipped", "waits for network");
  await display.close();

  expect(printed).toEqual(["ok      network: 1 to add (0 s)", "skipped data: waits for network"]);
});
