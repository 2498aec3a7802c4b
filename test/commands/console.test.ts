import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test } from "vitest";
import { evaluate, openConsole } from "../../commands/console";
import { FakeWorkspace } from "../support/fake-terraform";
import { printedLines } from "../support/printed";

disableStackTraces();
printedLines();

test("opens Terraform's console in the initialized stack", async () => {
  const workspace = new FakeWorkspace({ data: {} });

  expect(await evaluate(workspace.session(), "data")).toBe(0);
  expect([...workspace.calls("init"), ...workspace.calls("console")]).toEqual([
    "data begins",
    "data ends",
    "data begins",
    "data ends",
  ]);
});

test("fails when Terraform does, and for a name of several stacks", async () => {
  const workspace = new FakeWorkspace({ data: { scripts: { console: "exit 1" } } });

  await expect(evaluate(workspace.session(), "data")).rejects.toThrow("terraform console ended with status 1");
  await expect(openConsole("lp-production")).rejects.toThrow("lp-production: must name one stack, got ");
});
