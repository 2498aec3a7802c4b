import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test, vi } from "vitest";
import { apply } from "../../commands/apply";
import { Journal } from "../../commands/runner/journal";
import { planAndPrint } from "../../commands/runner/planning";
import { applyInRounds } from "../../commands/runner/rounds";
import { FakeWorkspace, removal } from "../support/fake-terraform";
import { printedLines } from "../support/printed";

disableStackTraces();

const printed = printedLines();
const APPROVED = { autoApprove: true };

async function planned(workspace: FakeWorkspace, parallel?: number) {
  const session = workspace.session({ parallel });
  await planAndPrint(session, workspace.ids, {});
  return session;
}

test("fails while there are documentation values, and lists them", async () => {
  await expect(apply(["lp-production-network"], APPROVED)).rejects.toThrow("is still the documentation value");
});

test("applies saved plans, producers first and others beside them", async () => {
  const workspace = new FakeWorkspace({
    edge: { after: ["data"] },
    data: { after: ["network"] },
    // This stack ends after the other has begun, even on a busy machine.
    network: {
      scripts: {
        apply: 'i=0; until grep -q "apply dns begins" "$CALLS" || [ $i -ge 400 ]; do i=$((i+1)); sleep 0.05; done',
      },
    },
    dns: {},
  });
  const session = await planned(workspace, 2);

  expect(await applyInRounds(session, workspace.ids, APPROVED)).toBe(0);
  const calls = workspace.calls("apply");
  expect(calls.filter((call) => !call.startsWith("dns"))).toEqual(
    ["network", "data", "edge"].flatMap((id) => [`${id} begins`, `${id} ends`]),
  );
  expect(calls.indexOf("dns begins")).toBeLessThan(calls.indexOf("network ends"));
  expect(workspace.ids.map((id) => session.plans.load(id))).toEqual([undefined, undefined, undefined, undefined]);
});

test("stops only the stacks that depend on a failed one, and continues with the rest on request", async () => {
  const workspace = new FakeWorkspace({
    network: { scripts: { apply: 'echo "Error: quota reached" >&2; exit 1' } },
    data: { after: ["network"] },
    dns: {},
  });
  const session = await planned(workspace);

  await expect(applyInRounds(session, workspace.ids, APPROVED)).rejects.toThrow("1 of 3 stacks failed.");
  expect(printed.join("\n")).toContain("network: Error: quota reached");
  expect(printed.join("\n")).toContain("`pnpm apply --resume` continues with the remaining stacks.");
  const left = new Journal(workspace.outdir, false).left();
  expect(left).toEqual(["network", "data"]);
  // Terraform refuses a plan that was applied in part.
  expect(session.plans.load("network")).toBeUndefined();
  expect(session.plans.load("data")).toBeDefined();
  expect(workspace.calls("apply")).not.toContain("data begins");

  rmSync(join(workspace.path("network"), "apply.sh"));
  await planAndPrint(session, ["network"], {});
  expect(await applyInRounds(session, left, { ...APPROVED, resume: true })).toBe(0);
  expect(workspace.calls("apply").slice(-4)).toEqual(["network begins", "network ends", "data begins", "data ends"]);
  expect(() => new Journal(workspace.outdir, false).left()).toThrow("--resume: must follow a run that left stacks");
});

test("keeps the plan of a stack whose state was locked, and applies it once the lock is released", async () => {
  const locked = '[ -e "$CALLS-unlocked" ] || { echo "Error: Error acquiring the state lock" >&2; exit 1; }';
  const workspace = new FakeWorkspace({ network: { scripts: { apply: locked } } });
  const session = await planned(workspace);
  await expect(applyInRounds(session, ["network"], APPROVED)).rejects.toThrow("1 of 1 stacks failed.");
  writeFileSync(join(workspace.outdir, "calls-unlocked"), "");

  expect(await applyInRounds(session, ["network"], { ...APPROVED, resume: true })).toBe(0);
  expect(workspace.calls("plan")).toEqual(["network begins", "network ends"]);
});

test("refuses plans whose JSON, providers or Terraform have changed, before it applies any", async () => {
  const workspace = new FakeWorkspace({ json: {}, providers: {}, dns: {} });
  const session = await planned(workspace);
  writeFileSync(join(workspace.path("json"), "cdk.tf.json"), '{"terraform":{"other":1}}');
  writeFileSync(join(workspace.path("providers"), ".terraform.lock.hcl"), "others");

  await expect(applyInRounds(session, workspace.ids, APPROVED)).rejects.toThrow(
    [
      "json: the saved plan cannot be applied: the stack's JSON or a file beside it has changed; run `pnpm plan json` again",
      "providers: the saved plan cannot be applied: the providers in its lock file have changed; run `pnpm plan providers` again",
    ].join("\n"),
  );
  expect(workspace.calls("apply")).toEqual([]);
});

test("refuses a plan of another state", async () => {
  const workspace = new FakeWorkspace({ network: {} });
  const session = await planned(workspace);
  workspace.writeState("network", 2);

  await expect(applyInRounds(session, ["network"], APPROVED)).rejects.toThrow("1 of 1 stacks failed.");
  expect(printed.join("\n")).toContain(
    "network: the state has changed since the plan was made: it was serial 1 of lineage l, and is serial 2 of lineage l; plan again",
  );
});

test("gives a fresh checkout the providers of the plan", async () => {
  const workspace = new FakeWorkspace({ network: {} });
  const session = await planned(workspace);
  const lock = join(workspace.path("network"), ".terraform.lock.hcl");
  rmSync(lock);

  expect(await applyInRounds(session, ["network"], APPROVED)).toBe(0);
});

test("applies the stacks that have a saved plan without a question, and names the others", async () => {
  const workspace = new FakeWorkspace({ network: {}, data: { after: ["network"] } });
  const session = workspace.session();

  await expect(applyInRounds(session, workspace.ids, APPROVED)).rejects.toThrow(
    "network, data: must have a saved plan for --auto-approve, got none; run `pnpm plan` first",
  );
  await planAndPrint(session, ["network"], {});
  expect(await applyInRounds(session, workspace.ids, APPROVED)).toBe(0);
  expect(printed.join("\n")).toContain("Left out, without a saved plan: data; plan them with `pnpm plan` after this");
});

test("loses data only at addresses that are named", async () => {
  const workspace = new FakeWorkspace({ data: { changes: [removal("aws_s3_bucket.files")] } });
  const session = await planned(workspace);

  await expect(applyInRounds(session, ["data"], APPROVED)).rejects.toThrow("add --destroy 'data:aws_s3_bucket.files'");
  expect(workspace.calls("apply")).toEqual([]);
  expect(await applyInRounds(session, ["data"], { ...APPROVED, destroyed: ["aws_s3_bucket.files"] })).toBe(0);
});

test("applies without a question what the environment lets through, and nothing else", async () => {
  const workspace = new FakeWorkspace({ data: {} });
  const rules = { approveByRules: true };
  await planned(workspace);

  await expect(applyInRounds(workspace.session(), ["data"], rules)).rejects.toThrow(
    "data: aws_vpc.main (additions): must be approved by delivery.approved of its environment\nA person must read",
  );
  expect(workspace.calls("apply")).toEqual([]);
  workspace.approved.set("data", ["additions"]);
  expect(await applyInRounds(workspace.session(), ["data"], rules)).toBe(0);
});

test("applies plans that it has just made without a question when the environment lets them through", async () => {
  const workspace = new FakeWorkspace({ data: {} });

  await expect(applyInRounds(workspace.session(), ["data"], {})).rejects.toThrow(
    "There is no terminal in which to ask",
  );
  workspace.approved.set("data", ["additions"]);
  expect(await applyInRounds(workspace.session(), ["data"], {})).toBe(0);
  expect(printed.join("\n")).toContain("delivery.approved of the environment approves these changes.");
});

test("fails to resume when no run has left a stack", async () => {
  vi.stubEnv("CDKTF_OUTDIR", new FakeWorkspace({}).outdir);

  await expect(apply([], { resume: true })).rejects.toThrow("--resume: must follow a run that left stacks");
});

test.skipIf(process.platform === "win32").each(["SIGINT", "SIGHUP"] as const)(
  "lets Terraform end after %s, of which it gets one SIGINT, and starts nothing more",
  async (signal) => {
    const script =
      "trap 'echo interrupted >>signals' INT; echo $$ >pid; i=0; while [ $i -lt 20 ]; do i=$((i+1)); [ -e signals ] && sleep 0.2 && exit 1; sleep 0.05; done";
    const workspace = new FakeWorkspace({ network: { scripts: { apply: script } }, data: { after: ["network"] } });
    await planned(workspace);
    const child = spawn(
      process.execPath,
      ["launch.cjs", "test/support/apply-program.ts", workspace.outdir, "network", "data"],
      {
        detached: true,
        env: workspace.env,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    let errors = "";
    child.stderr.setEncoding("utf8").on("data", (text) => {
      errors += text;
    });
    const pid = join(workspace.path("network"), "pid");
    while (!existsSync(pid)) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // A terminal sends Ctrl-C to the whole group of its foreground process.
    process.kill(-child.pid!, signal);
    const [status] = await once(child, "close");

    expect(status).toBe(130);
    expect(readFileSync(join(workspace.path("network"), "signals"), "utf8")).toBe("interrupted\n");
    expect(workspace.calls("apply")).toEqual(["network begins"]);
    expect(errors).toContain("Terraform finishes its current calls and writes its state.");
  },
);
