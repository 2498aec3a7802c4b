import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test } from "vitest";
import { output, printOutputs } from "../../commands/output";
import { FakeWorkspace } from "../support/fake-terraform";
import { printedLines } from "../support/printed";

disableStackTraces();

const printed = printedLines();

const OUTPUTS = JSON.stringify({
  "name-servers": { value: ["ns-1"], sensitive: false },
  token: { value: "hidden", sensitive: true },
  "cross-stack-output-arn": { value: "arn:key", sensitive: true },
});

function workspace(): FakeWorkspace {
  return new FakeWorkspace({
    dns: { scripts: { output: `echo '${OUTPUTS}'` } },
    data: { scripts: { output: "echo '{}'" } },
  });
}

test("prints what a person asks for, without sensitive values and those that only stacks read", async () => {
  expect(await printOutputs(workspace().session(), ["dns", "data"], {})).toBe(0);
  expect(printed.slice(-4)).toEqual([
    "dns",
    '  name-servers = ["ns-1"]',
    "  token = (sensitive; --all prints it)",
    "data: no outputs",
  ]);
});

test("prints JSON by stack, with everything on request", async () => {
  await printOutputs(workspace().session(), ["dns"], { json: true });
  expect(JSON.parse(printed.at(-1)!)).toEqual({ dns: { "name-servers": ["ns-1"] } });

  await printOutputs(workspace().session(), ["dns"], { json: true, all: true });
  expect(JSON.parse(printed.at(-1)!)).toEqual({
    dns: { "name-servers": ["ns-1"], token: "hidden", "cross-stack-output-arn": "arn:key" },
  });
});

test("fails when a state cannot be read, with Terraform's error", async () => {
  const broken = new FakeWorkspace({ dns: { scripts: { output: 'echo "Error: AccessDenied" >&2; exit 1' } } });

  await expect(printOutputs(broken.session(), ["dns"], {})).rejects.toThrow("dns: Error: AccessDenied");
});

test("leaves out stacks inside clusters on request", async () => {
  await expect(output(["lp-development-controllers"], { outsideClusters: true })).rejects.toThrow(
    "lp-development-controllers: must name a stack outside of clusters, got none",
  );
});

test("fails while the state is where documentation values lead to, with the field to fill in", async () => {
  await expect(output(["lp-development-network"], {})).rejects.toThrow(
    /environments\/lp\/owner\.ts: environments\.development\.accountId is still the documentation value \d{12}\n/,
  );
});
