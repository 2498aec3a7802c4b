import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test } from "vitest";
import { release, unlock } from "../../commands/unlock";
import { FakeWorkspace } from "../support/fake-terraform";
import { printedLines } from "../support/printed";

disableStackTraces();

const printed = printedLines();

test("releases the lock of a stack after a confirmation", async () => {
  const workspace = new FakeWorkspace({ data: { scripts: { "force-unlock": 'echo "$@" >arguments' } } });

  await expect(release(workspace.session(), "data", "f00d", {})).rejects.toThrow(
    "There is no terminal in which to ask",
  );
  expect(workspace.calls("force-unlock")).toEqual([]);
  expect(await release(workspace.session(), "data", "f00d", { autoApprove: true })).toBe(0);
  expect(workspace.calls("force-unlock")).toEqual(["data begins", "data ends"]);
  expect(printed.at(-1)).toContain("data is no longer locked.");
});

test("fails when Terraform finds no such lock", async () => {
  const scripts = { "force-unlock": 'echo "Error: Failed to unlock state" >&2; exit 1' };
  const workspace = new FakeWorkspace({ data: { scripts } });

  await expect(release(workspace.session(), "data", "f00d", { autoApprove: true })).rejects.toThrow(
    "Error: Failed to unlock state",
  );
});

test.each([
  ["S3: unable to retrieve file from S3 bucket 'states': operation error S3: GetObject, NoSuchKey:"],
  ['DynamoDB: failed to retrieve lock info for lock ID "f00d": unexpected end of JSON input'],
])("releases a lock of which only one half is left, when Terraform fails to unlock %s", async (half) => {
  const scripts = {
    "force-unlock": `echo 'Failed to unlock state: failed to unlock ${half.replaceAll("'", "")}' >&2; exit 1`,
  };
  const workspace = new FakeWorkspace({ data: { scripts } });

  expect(await release(workspace.session(), "data", "f00d", { autoApprove: true })).toBe(0);
  expect(printed.at(-1)).toContain("data is no longer locked.");
});

test("fails for a name of several stacks", async () => {
  await expect(unlock("lp-production", "f00d", {})).rejects.toThrow("lp-production: must name one stack, got ");
});

test("fails while the state is where documentation values lead to", async () => {
  await expect(unlock("lp-development-network", "f00d", {})).rejects.toThrow("is still the documentation value");
});
