/**
 * Plans stacks with real Terraform before the stacks that they read from are applied, and compares these plans with
 * later ones.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { planAndPrint } from "../../commands/runner/planning";
import { applyInRounds } from "../../commands/runner/rounds";
import { Session } from "../../commands/runner/session";
import { printedLines } from "../support/printed";
import { hasTerraform, type SmallStack, SmallWorkspace } from "../support/workspaces";

const printed = printedLines();

/** A stack with an argument that it reads from another stack, and an argument of its own. */
function reader(own: string): SmallStack {
  const read = "${data.terraform_remote_state.cross-stack-reference-input-network.outputs.value}";
  const resource = { terraform_data: { value: { input: read }, own: { input: own } } };
  return { value: "d", reads: ["network"], json: { resource } };
}

const STACKS: Record<string, SmallStack> = { network: { value: "n" }, data: reader("same") };

test.skipIf(!hasTerraform)("plans an empty account in one go, reads no state and saves nothing to apply", async () => {
  const workspace = new SmallWorkspace(STACKS);
  const session = new Session(workspace);

  expect(await planAndPrint(session, ["network", "data"], { dayZero: true })).toBe(2);
  expect(printed.at(-1)).toContain("| data*    |   2 |");
  expect(printed.at(-1)).toContain("  data: 1 value of network\n");
  expect(printed.at(-1)).toContain("2 of 2 stacks change, 2 planned with placeholders: 3 to add.");
  expect([session.plans.load("network"), session.plans.load("data")]).toEqual([undefined, undefined]);
  expect(existsSync(join(workspace.outdir, "foreseen", "stacks", "data"))).toBe(false);
});

test.skipIf(!hasTerraform)("compares a later plan with the one that had placeholders", async () => {
  const workspace = new SmallWorkspace(STACKS);
  const session = new Session(workspace);
  expect(await planAndPrint(session, ["network", "data"], {})).toBe(2);
  expect(printed.at(-1)).toContain("2 of 2 stacks change, 1 planned with placeholders: 3 to add.");
  expect(await applyInRounds(session, ["network"], { autoApprove: true })).toBe(0);

  await planAndPrint(session, ["data"], {});
  expect(printed.at(-1)).toContain("Different from the plans with placeholders:\n  nothing, in 1 of 1 stacks");

  workspace.write("data", reader("other"));
  await planAndPrint(session, ["data"], {});
  expect(printed.at(-1)).toContain("  data: terraform_data.own: input differs from the plan with placeholders");

  await applyInRounds(session, ["data"], { autoApprove: true });
  const { resources }: Json = JSON.parse(readFileSync(workspace.state("data"), "utf8"));
  const inputs = resources.flatMap(({ mode, instances }: Json) =>
    mode === "managed" ? [instances[0].attributes.input.value] : [],
  );
  expect(inputs.sort()).toEqual(["n", "other"]);
  expect(existsSync(join(workspace.outdir, "foreseen", "data.json"))).toBe(false);
});

test.skipIf(!hasTerraform)("keeps a stack waiting when it cannot be planned with placeholders", async () => {
  const broken = reader("same");
  broken.json!.resource.terraform_data.own = {
    input: '${regex("^n$", data.terraform_remote_state.cross-stack-reference-input-network.outputs.value)}',
  };
  const workspace = new SmallWorkspace({ ...STACKS, data: broken });

  expect(await planAndPrint(new Session(workspace), ["network", "data"], {})).toBe(2);
  expect(printed.at(-1)).toMatch(
    /Not planned yet:\n {2}data: apply network first; with placeholders it fails: Error: /,
  );
});
