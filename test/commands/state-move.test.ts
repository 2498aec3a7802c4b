import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { Session } from "../../commands/runner/session";
import { moveStates, sourceOf } from "../../commands/state-move";
import { HcpServer } from "../support/hcp-server";
import { printedLines } from "../support/printed";
import { hasTerraform, SmallWorkspace } from "../support/workspaces";

const printed = printedLines();

const PLACE = { id: "lp-production-data", key: "lp/production/data.tfstate", region: "us-east-1" };

test("finds the former state by the key or the workspace of the stack", () => {
  expect(sourceOf("s3://lp-states", PLACE)).toEqual({
    backend: { s3: { bucket: "lp-states", key: PLACE.key, region: "us-east-1" } },
  });
  expect(sourceOf("hcp:example", PLACE)).toEqual({
    cloud: { organization: "example", workspaces: { name: PLACE.id } },
  });
});

test.each(["lp-states", "s3://", "hcp:", "hcp:two words"])("fails on the place %s", (place) => {
  expect(() => sourceOf(place, PLACE)).toThrow(`--from: must be s3://BUCKET or hcp:ORGANIZATION, got ${place}`);
});

/** A stack whose state is not in the file that its backend refers to. */
async function movable() {
  const workspace = new SmallWorkspace({ data: { value: "one" } });
  const session = new Session(workspace);
  const planned = await session.plan(["data"]);
  const plan = planned.get("data")!;
  expect(plan.status).toBe("done");
  await session.apply(plan.status === "done" ? [plan.value] : []);
  const former = join(workspace.outdir, "former", "data.json");
  mkdirSync(dirname(former), { recursive: true });
  writeFileSync(former, readFileSync(workspace.state("data")));
  rmSync(workspace.state("data"));
  const sources = new Map([["data", { backend: { local: { path: former } } }]]);
  const move = () => moveStates(new Session(workspace), ["data"], sources, { autoApprove: true });
  const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));
  return { workspace, former, sources, move, read };
}

const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith("state-move-"));

describe.skipIf(!hasTerraform)("with Terraform", () => {
  test("copies a state with its serial and lineage, and keeps the former one", async () => {
    const { workspace, former, move, read } = await movable();
    const { serial, lineage, resources } = read(former);
    const before = leftovers();

    expect(await move()).toBe(0);
    expect(read(workspace.state("data"))).toMatchObject({ serial, lineage, resources });
    expect(existsSync(former)).toBe(true);
    expect(leftovers()).toEqual(before);
    printed.length = 0;
    expect(await move()).toBe(0);
    expect(printed.join("\n")).toContain(`has serial ${serial} already`);
  });

  test("fails when the backend has the state of other resources", async () => {
    const { workspace, former, move, read } = await movable();
    writeFileSync(workspace.state("data"), JSON.stringify({ ...read(former), lineage: "another" }));

    await expect(move()).rejects.toThrow(/^data: the backend must have no other state, got serial \d+ of another/);
    expect(read(workspace.state("data")).lineage).toBe("another");
  });

  test("copies nothing without a former state, or without an agreement", async () => {
    const { workspace, former, sources, move } = await movable();

    await expect(moveStates(new Session(workspace), ["data"], sources, {})).rejects.toThrow("There is no terminal");
    rmSync(former);
    expect(await move()).toBe(0);
    expect(printed.join("\n")).toContain("has no state there");
    expect(existsSync(workspace.state("data"))).toBe(false);
  });
});

describe.skipIf(!hasTerraform)("with HCP Terraform", () => {
  test("copies a state into an organization and back", async () => {
    const hcp = await HcpServer.start();
    try {
      const { workspace, former, sources, read } = await movable();
      const { serial, lineage, resources } = read(former);
      const cloud = { organization: "example", workspaces: { name: "data" } };
      const local = readFileSync(join(workspace.folder("data"), "cdk.tf.json"));
      workspace.write("data", { value: "one", json: { terraform: { cloud } } });
      const session = () => new Session(workspace, { env: hcp.env });

      expect(await moveStates(session(), ["data"], sources, { autoApprove: true })).toBe(0);
      expect(hcp.unknown).toEqual([]);
      expect(hcp.workspaces).toMatchObject([{ name: "data", locked: false }]);
      const arrived = JSON.parse(hcp.workspaces[0]!.states.at(-1)!);
      expect(arrived).toMatchObject({ lineage, resources });
      expect(arrived.serial).toBeGreaterThanOrEqual(serial);

      writeFileSync(join(workspace.folder("data"), "cdk.tf.json"), local);
      rmSync(join(workspace.folder("data"), ".terraform"), { recursive: true });
      const back = new Map([["data", { cloud }]]);
      expect(await moveStates(session(), ["data"], back, { autoApprove: true })).toBe(0);
      expect(read(workspace.state("data"))).toMatchObject({ serial: arrived.serial, lineage, resources });
    } finally {
      hcp.stop();
    }
  });
});
