/** Plans, applies and destroys small stacks with real Terraform. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { destroyInRounds } from "../../commands/runner/destruction";
import { planAndPrint } from "../../commands/runner/planning";
import { applyInRounds } from "../../commands/runner/rounds";
import { Session } from "../../commands/runner/session";
import { printedLines } from "../support/printed";
import { hasTerraform, type SmallStack, SmallWorkspace } from "../support/workspaces";

const CHAIN: Record<string, SmallStack> = {
  network: { value: "n" },
  data: { value: "d", reads: ["network"] },
  edge: { value: "e", reads: ["data"] },
};

/** Options of a person who has read the saved plans. */
const APPROVED = { autoApprove: true };

const printed = printedLines();
const output = () => printed.join("\n");

/** Plans and applies the stacks one after the other, as a person does. */
async function applied(workspace: SmallWorkspace, ...ids: readonly string[]): Promise<Session> {
  const session = new Session(workspace);
  for (const id of ids) {
    await planAndPrint(session, [id], {});
    expect(await applyInRounds(session, [id], APPROVED)).toBe(0);
  }
  return session;
}

function valueIn(workspace: SmallWorkspace, id: string): string {
  return JSON.parse(readFileSync(workspace.state(id), "utf8")).outputs.value?.value;
}

describe.skipIf(!hasTerraform)("with Terraform", () => {
  test("plans the stacks that can be planned, the others with placeholders, and counts those as changes", async () => {
    const session = new Session(new SmallWorkspace(CHAIN));

    expect(await planAndPrint(session, ["network", "data", "edge"], {})).toBe(2);
    expect(output()).toContain("| network |   1 |");
    expect(output()).toContain("waits   data: until network is applied (0 s)");
    expect(output()).not.toContain("failed");
    expect(output()).toContain("  data: 1 value of network\n  edge: 1 value of data\n");
    expect(output()).toContain("3 of 3 stacks change, 2 planned with placeholders: 3 to add.");
  });

  test("fails a plan of a stack whose producer is neither applied nor planned", async () => {
    expect(await planAndPrint(new Session(new SmallWorkspace(CHAIN)), ["data"], {})).toBe(1);
    expect(output()).toContain("data: 1 value of network");
  });

  test("plans and applies a stack alone when those that it reads from are applied", async () => {
    const workspace = new SmallWorkspace(CHAIN);
    const session = await applied(workspace, "network", "data");

    expect(valueIn(workspace, "data")).toBe("d n");
    expect(await planAndPrint(session, ["data"], {})).toBe(0);
    expect(output()).toContain("No changes in 1 of 1 stacks.");
  });

  test("refuses a plan when the stack's JSON has changed", async () => {
    const workspace = new SmallWorkspace(CHAIN);
    const session = new Session(workspace);
    await planAndPrint(session, ["network"], {});
    workspace.write("network", { value: "other" });

    await expect(applyInRounds(session, ["network"], APPROVED)).rejects.toThrow(
      "network: the saved plan cannot be applied: the stack's JSON or a file beside it has changed; run `pnpm plan network` again",
    );
  });

  test("refuses a plan when the state has changed", async () => {
    const workspace = new SmallWorkspace(CHAIN);
    const session = await applied(workspace, "network");
    workspace.write("network", { value: "new" });
    await planAndPrint(session, ["network"], {});
    const state = JSON.parse(readFileSync(workspace.state("network"), "utf8"));
    writeFileSync(workspace.state("network"), JSON.stringify({ ...state, serial: state.serial + 1 }));

    await expect(applyInRounds(session, ["network"], APPROVED)).rejects.toThrow("1 of 1 stacks failed.");
    expect(output()).toMatch(/network: the state has changed since the plan was made: it was serial \d+ .* plan again/);
  });

  test("refuses a plan when a value that it read has changed", async () => {
    const workspace = new SmallWorkspace(CHAIN);
    const session = await applied(workspace, "network");
    await planAndPrint(session, ["data"], {});
    workspace.write("network", { value: "moved" });
    await planAndPrint(session, ["network"], {});
    await applyInRounds(session, ["network"], APPROVED);

    await expect(applyInRounds(session, ["data"], APPROVED)).rejects.toThrow("1 of 1 stacks failed.");
    expect(output()).toContain("data: values that the plan read from network have changed; plan again");
  });

  test("applies none of the saved plans that read what another one changes", async () => {
    const workspace = new SmallWorkspace(CHAIN);
    const session = await applied(workspace, "network", "data");
    workspace.write("network", { value: "moved" });
    workspace.write("data", { value: "d2", reads: ["network"] });
    await planAndPrint(session, ["network", "data"], {});

    expect(output()).toMatch(/Plan these again after the stacks whose values they read:\n {2}data: after network/);
    await expect(applyInRounds(session, ["network", "data"], APPROVED)).rejects.toThrow(
      "data: were not applied, because their plans read values that this run has changed; plan them again",
    );
    expect([valueIn(workspace, "network"), valueIn(workspace, "data")]).toEqual(["moved", "d n"]);
  });

  test("requires a saved plan to apply without asking", async () => {
    const session = new Session(new SmallWorkspace(CHAIN));

    await expect(applyInRounds(session, ["network"], APPROVED)).rejects.toThrow(
      "network: must have a saved plan for --auto-approve, got none; run `pnpm plan` first",
    );
  });

  test("shows new plans and applies nothing without an answer", async () => {
    const session = new Session(new SmallWorkspace(CHAIN));

    await expect(applyInRounds(session, ["network"], {})).rejects.toThrow("There is no terminal in which to ask");
    expect(output()).toContain("1 of 1 stacks change: 1 to add.");
    expect(session.plans.load("network")).toBeDefined();
  });

  test("continues with the stacks that a failed run left", async () => {
    const broken = {
      value: "b",
      json: {
        resource: { terraform_data: { value: { input: "b", provisioner: [{ "local-exec": { command: "exit 1" } }] } } },
      },
    };
    const workspace = new SmallWorkspace({ network: { value: "n" }, broken, other: { value: "o" } });
    const session = new Session(workspace, { parallel: 1 });
    await planAndPrint(session, ["network", "broken", "other"], {});

    await expect(applyInRounds(session, ["network", "broken", "other"], APPROVED)).rejects.toThrow(
      "1 of 3 stacks failed.",
    );
    expect(output()).toContain("`pnpm apply --resume` continues with the remaining stacks.");
    expect([valueIn(workspace, "network"), valueIn(workspace, "other")]).toEqual(["n", "o"]);

    workspace.write("broken", { value: "mended" });
    await planAndPrint(session, ["broken"], {});
    expect(await applyInRounds(session, ["broken"], { ...APPROVED, resume: true })).toBe(0);
  });

  test("destroys consumers first, and asks for applied ones by name", async () => {
    const workspace = new SmallWorkspace(CHAIN);
    const session = await applied(workspace, "network", "data");

    await expect(destroyInRounds(session, ["network"], APPROVED)).rejects.toThrow(
      /^data: is applied and reads values from these stacks; destroy it as well$/,
    );
    await planAndPrint(session, ["network", "data"], { destroy: true });
    expect(await destroyInRounds(session, ["network", "data"], APPROVED)).toBe(0);
    expect(JSON.parse(readFileSync(workspace.state("network"), "utf8")).resources).toEqual([]);
    expect(printed.filter((line) => line.includes(": destroyed")).map((line) => line.split(":")[0])).toEqual([
      "ok      data",
      "ok      network",
    ]);
  });

  test("destroys a stack alone when no consumer is applied", async () => {
    const workspace = new SmallWorkspace(CHAIN);
    const session = await applied(workspace, "network");
    await planAndPrint(session, ["network"], { destroy: true });

    expect(await destroyInRounds(session, ["network"], APPROVED)).toBe(0);
  });

  test("does not destroy by a plan to apply", async () => {
    const session = await applied(new SmallWorkspace(CHAIN));
    await planAndPrint(session, ["network"], {});

    await expect(destroyInRounds(session, ["network"], APPROVED)).rejects.toThrow("it is a plan to apply");
  });

  test("refuses to start beside the backend or the state of an interrupted run", async () => {
    const workspace = new SmallWorkspace(CHAIN);
    writeFileSync(join(workspace.folder("network"), "backend_override.tf.json"), "{}");

    expect(await planAndPrint(new Session(workspace), ["network"], {})).toBe(1);
    expect(output()).toContain("an interrupted bootstrap left it, so run `pnpm bootstrap`");
  });

  test("keeps Terraform's output in the log of the stack", async () => {
    const workspace = new SmallWorkspace(CHAIN);
    await planAndPrint(new Session(workspace), ["network"], {});

    expect(readFileSync(join(workspace.outdir, "logs", "network.log"), "utf8")).toMatch(
      /^\$ terraform init [\s\S]*\$ terraform plan [\s\S]*Plan: 1 to add/,
    );
  });
});
