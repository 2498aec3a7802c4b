import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pushState, recover } from "../../commands/recover";
import { planAndPrint } from "../../commands/runner/planning";
import { FakeWorkspace } from "../support/fake-terraform";
import { printedLines } from "../support/printed";

const printed = printedLines();
const APPROVED = { autoApprove: true };

/** A stack whose last apply could not write its state: the state has serial 5, the backend has serial 1. */
function failed(state: object = { serial: 5, lineage: "l" }) {
  const scripts = { state: '[ "$2" = push ] && cp "$3" pushed' };
  const workspace = new FakeWorkspace({ data: { scripts } });
  const left = join(workspace.path("data"), "errored.tfstate");
  writeFileSync(left, JSON.stringify(state));
  return { workspace, left, pushed: join(workspace.path("data"), "pushed") };
}

test("plans nothing beside a state that was not written, and names the command", async () => {
  const { workspace } = failed();

  expect(await planAndPrint(workspace.session(), ["data"], {})).toBe(1);
  expect(printed.at(-1)).toContain("run `pnpm recover STACK` with this stack");
});

test("writes the state that Terraform left, and deletes it then", async () => {
  const { workspace, left, pushed } = failed();

  expect(await pushState(workspace.session(), "data", undefined, APPROVED)).toBe(0);
  expect(JSON.parse(readFileSync(pushed, "utf8"))).toEqual({ serial: 5, lineage: "l" });
  expect(existsSync(left)).toBe(false);
  expect(await planAndPrint(workspace.session(), ["data"], {})).toBe(2);
});

test("writes a state from another machine", async () => {
  const { workspace, pushed } = failed();
  const file = join(mkdtempSync(join(tmpdir(), "recover-")), "artifact.tfstate");
  writeFileSync(file, JSON.stringify({ serial: 7, lineage: "l" }));

  expect(await pushState(workspace.session(), "data", file, APPROVED)).toBe(0);
  expect(JSON.parse(readFileSync(pushed, "utf8")).serial).toBe(7);
});

test.each([
  { serial: 1, lineage: "l" },
  { serial: 9, lineage: "other" },
])("fails for the state %j, and keeps it", async (state) => {
  const { workspace, left, pushed } = failed(state);

  await expect(pushState(workspace.session(), "data", undefined, APPROVED)).rejects.toThrow(
    "data: the state must be newer than the backend's and of its lineage",
  );
  expect([existsSync(left), existsSync(pushed)]).toEqual([true, false]);
});

test("keeps the state when the backend refuses it or nobody confirms, and fails without a state", async () => {
  const { workspace, left } = failed();
  await expect(pushState(workspace.session(), "data", undefined, {})).rejects.toThrow(
    "There is no terminal in which to ask",
  );
  writeFileSync(join(workspace.path("data"), "state.sh"), 'echo "Error: no credentials" >&2; exit 1');

  await expect(pushState(workspace.session(), "data", undefined, APPROVED)).rejects.toThrow("Error: no credentials");
  expect(existsSync(left)).toBe(true);
  await expect(pushState(workspace.session(), "data", "none.tfstate", APPROVED)).rejects.toThrow("got no file");
});

test("fails while the state is where documentation values lead to", async () => {
  await expect(recover("lp-development-network", undefined, {})).rejects.toThrow("is still the documentation value");
});
