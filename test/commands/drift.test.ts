import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { printDrift } from "../../commands/drift";
import { FakeWorkspace } from "../support/fake-terraform";
import { printedLines } from "../support/printed";

const printed = printedLines();

/** A workspace whose first stack has drifted. */
function drifted(): FakeWorkspace {
  const workspace = new FakeWorkspace({ data: {}, dns: { changes: [] } });
  const change = { actions: ["update"], before: { tags: {} }, after: { tags: { by: "hand" } } };
  const resource_drift = [{ address: "aws_s3_bucket.files", type: "aws_s3_bucket", mode: "managed", change }];
  writeFileSync(join(workspace.path("data"), "plan.json"), JSON.stringify({ resource_drift }));
  return workspace;
}

test("returns 2 and names what differs", async () => {
  expect(await printDrift(drifted().session(), ["data", "dns"], {})).toBe(2);
  expect(printed.at(-1)).toBe(
    [
      "data",
      "  aws_s3_bucket.files changes tags",
      "",
      "1 of 2 stacks differ from what was applied.",
      "`pnpm plan` shows what an apply would do about it.",
    ].join("\n"),
  );
});

test("returns 0 when everything is as applied, and prints JSON on request", async () => {
  expect(await printDrift(drifted().session(), ["dns"], { json: true })).toBe(0);
  expect(JSON.parse(printed.at(-1)!)).toEqual({ drifted: [], failed: [] });
});

test("returns 1 when a stack cannot be compared", async () => {
  const workspace = new FakeWorkspace({ data: { scripts: { plan: 'echo "Error: expired" >&2; exit 1' } } });

  expect(await printDrift(workspace.session(), ["data"], {})).toBe(1);
  expect(printed.at(-1)).toContain("data cannot be compared: Error: expired");
});

test("saves no plan that could be applied", async () => {
  const workspace = drifted();
  await printDrift(workspace.session(), ["data"], {});

  expect(workspace.session().plans.load("data")).toBeUndefined();
});
