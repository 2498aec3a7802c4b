import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { HcpServer } from "../support/hcp-server";

const STACK = "lp-production-network";
const MISSING = ["bash", "curl", "jq", "openssl", "tar"].filter(
  (tool) => spawnSync("sh", ["-c", `command -v ${tool}`]).status !== 0,
);
const [, COMMANDS = ""] = /\*\*By the API\.\*\*[\s\S]*?```sh\n([\s\S]*?)```/.exec(
  readFileSync("runbooks/hcp-terraform.md", "utf8"),
)!;

describe.skipIf(MISSING.length > 0)("the upload of a stack by the API", () => {
  let hcp: HcpServer;
  beforeAll(async () => {
    hcp = await HcpServer.start();
  });
  afterAll(() => hcp.stop());

  /** Runs the commands in a folder with the synthesis of one stack. */
  async function upload(token: string): Promise<{ status: number | null; stderr: string }> {
    const folder = mkdtempSync(join(tmpdir(), "hcp-upload-"));
    const stack = join(folder, "cdktf.out", "stacks", STACK);
    mkdirSync(join(stack, "assets"), { recursive: true });
    mkdirSync(join(stack, ".terraform"));
    writeFileSync(join(stack, "cdk.tf.json"), "{}");
    writeFileSync(join(stack, "assets", "function.zip"), "zip");
    writeFileSync(join(stack, ".terraform", "environment"), "local");
    const commands = COMMANDS.replace("app.terraform.io", hcp.host);
    const shell = spawn("bash", ["-c", commands], { cwd: folder, env: { ...hcp.env, TOKEN: token } });
    let stderr = "";
    shell.stderr.on("data", (text) => {
      stderr += text;
    });
    return new Promise((resolve) => shell.on("close", (status) => resolve({ status, stderr })));
  }

  test("fails without a workspace", async () => {
    const { status, stderr } = await upload("token");

    expect(status).not.toBe(0);
    expect(stderr).toContain("404");
  });

  test("uploads the stack and the files beside it, without what an earlier run left", async () => {
    hcp.workspaces.push({ id: "ws-1", name: STACK, locked: false, states: [] });

    expect(await upload("token")).toEqual({ status: 0, stderr: "" });

    const files = execFileSync("tar", ["-tz"], { input: hcp.configurations[STACK], encoding: "utf8" }).split("\n");
    expect(files.filter((file) => /[^/]$/.test(file)).sort()).toEqual(["./assets/function.zip", "./cdk.tf.json"]);
    expect(hcp.unknown).toEqual([]);
  });

  test("uploads nothing with a token that is refused", async () => {
    delete hcp.configurations[STACK];
    const { status, stderr } = await upload("wrong");

    expect(status).not.toBe(0);
    expect(stderr).toContain("401");
    expect(hcp.configurations).toEqual({});
  });
});
