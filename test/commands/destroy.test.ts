import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test } from "vitest";
import { destroy } from "../../commands/destroy";
import { destroyInRounds } from "../../commands/runner/destruction";
import { planAndPrint } from "../../commands/runner/planning";
import { FakeWorkspace, removal } from "../support/fake-terraform";
import { printedLines } from "../support/printed";

disableStackTraces();
printedLines();

const APPROVED = { autoApprove: true };
const changes = [removal("aws_vpc.main")];

test("fails while there are documentation values", async () => {
  await expect(destroy(["lp-production-network"], APPROVED)).rejects.toThrow("is still the documentation value");
});

test("destroys consumers first", async () => {
  const workspace = new FakeWorkspace({
    network: { changes },
    data: { changes, after: ["network"] },
    edge: { changes, after: ["data"] },
  });
  const session = workspace.session();
  await planAndPrint(session, ["network", "edge"], { destroy: true });

  expect(await destroyInRounds(session, ["network", "edge"], APPROVED)).toBe(0);
  expect(workspace.calls("apply")).toEqual(["edge begins", "edge ends", "network begins", "network ends"]);
});

test("refuses while consumers are applied, and names them", async () => {
  const workspace = new FakeWorkspace({
    network: { changes },
    data: { after: ["network"] },
    edge: { after: ["data"] },
    dns: {},
  });
  workspace.writeState("edge", 1, [{ mode: "managed" }]);
  workspace.writeState("dns", 1, [{ mode: "managed" }]);

  await expect(destroyInRounds(workspace.session(), ["network"], APPROVED)).rejects.toThrow(
    /^edge: is applied and reads values from these stacks; destroy it as well$/,
  );
});

test("refuses a saved plan to apply", async () => {
  const workspace = new FakeWorkspace({ network: {} });
  await planAndPrint(workspace.session(), ["network"], {});

  await expect(destroyInRounds(workspace.session(), ["network"], APPROVED)).rejects.toThrow(
    "it is a plan to apply; run `pnpm plan --destroy network` again",
  );
});
