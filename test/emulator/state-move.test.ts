/** A move of a state from a bucket to HCP Terraform and back, with the real S3 backend on the emulator. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { emulatorEnv } from "../../commands/emulator/moto";
import { Session } from "../../commands/runner/session";
import { stateOf } from "../../commands/runner/stack-run";
import { moveStates, sourceOf } from "../../commands/state-move";
import { EmulatedAws } from "../support/emulated-aws";
import { emptyEmulator } from "../support/emulator";
import { HcpServer } from "../support/hcp-server";
import { printedLines } from "../support/printed";
import { SmallWorkspace } from "../support/workspaces";

const BUCKET = "lp-states";
const PLACE = { id: "data", key: "lp/production/data.tfstate", region: "us-east-1" };
const HCP = { cloud: { organization: "example", workspaces: { name: "data" } } };

const printed = printedLines();

let endpoint: string;
let hcp: HcpServer;

emptyEmulator(
  async (emulator) => {
    endpoint = emulator.endpoint;
    hcp = await HcpServer.start();
    await new EmulatedAws(endpoint).createBucket(BUCKET);
  },
  () => hcp?.stop(),
);

/** A workspace with one stack whose backend the test changes, and sessions that reach both backends. */
function movable() {
  const workspace = new SmallWorkspace({ data: { value: "one" } });
  const at = (terraform: object) => {
    workspace.write("data", { value: "one", json: { terraform } });
    rmSync(join(workspace.folder("data"), ".terraform"), { recursive: true, force: true });
    return new Session(workspace, { env: { ...emulatorEnv(endpoint), ...hcp.settings } });
  };
  return { workspace, at };
}

test("copies a state from a bucket into an organization and back, with its lineage and resources", async () => {
  const { at } = movable();
  const s3 = sourceOf(`s3://${BUCKET}`, PLACE);
  const session = at(s3);
  const plan = (await session.plan(["data"])).get("data")!;
  expect(plan.status).toBe("done");
  await session.apply(plan.status === "done" ? [plan.value] : []);
  const former = await stateOf(session.folder("data"));
  expect(former.resources).toHaveLength(1);

  const there = at(HCP);
  expect(await moveStates(there, ["data"], new Map([["data", s3]]), { autoApprove: true })).toBe(0);
  const arrived = JSON.parse(hcp.workspaces[0]!.states.at(-1)!);
  expect(arrived).toMatchObject({ lineage: former.lineage, resources: former.resources });
  expect(hcp.unknown).toEqual([]);

  const back = at(s3);
  expect(await moveStates(back, ["data"], new Map([["data", HCP]]), { autoApprove: true })).toBe(0);
  const returned = await stateOf(back.folder("data"));
  expect(returned).toMatchObject({ lineage: former.lineage, resources: former.resources });
  expect(returned.serial).toBeGreaterThanOrEqual(former.serial);
});

test("says so when the bucket has no state of the stack", async () => {
  const { at } = movable();
  const empty = sourceOf(`s3://${BUCKET}`, { ...PLACE, key: "lp/production/none.tfstate" });

  expect(await moveStates(at(HCP), ["data"], new Map([["data", empty]]), { autoApprove: true })).toBe(0);
  expect(printed.join("\n")).toContain("has no state there");
});
