/** Runs commands in separate processes, as a person does, on an environment that `pnpm emulate` keeps running. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { targetFolder } from "../../commands/emulator/target";
import { type RunResult, run } from "../../commands/run";
import { providerEnv } from "../support/stand-ins";
import { hasTerraform } from "../support/workspaces";

const ENVIRONMENT = "lp-development";
const DNS = `${ENVIRONMENT}-dns`;

const env = providerEnv("real")!;
let emulate: ChildProcess;
let printed = "";

function command(...args: readonly string[]): Promise<RunResult> {
  return run("node", ["launch.cjs", "commands/main.ts", ...args], { env });
}

beforeAll(async () => {
  if (!hasTerraform) {
    return;
  }
  emulate = spawn("node", ["launch.cjs", "commands/main.ts", "emulate", ENVIRONMENT], { env });
  await new Promise<void>((resolve) => {
    const look = (text: string) => {
      printed += text;
      if (printed.includes("Ctrl-C ends it.")) {
        resolve();
      }
    };
    emulate.stdout!.setEncoding("utf8").on("data", look);
    emulate.stderr!.setEncoding("utf8").on("data", look);
    emulate.on("close", () => resolve());
  });
});

afterAll(() => {
  emulate?.kill("SIGKILL");
});

beforeEach(({ skip }) => {
  skip(!hasTerraform, "without Terraform");
  skip(printed.includes("moto 5.2.1 could not be installed"), "without the emulator");
});

test("brings the environment up and names the commands that use it", () => {
  expect(printed).toContain(`${ENVIRONMENT}-network stand in account`);
  expect(printed).toContain(`pnpm plan ${ENVIRONMENT}-data --emulator`);
});

test("plans, applies and reads a stack, whose second plan changes nothing", async () => {
  const plan = await command("plan", DNS, "--emulator");
  expect(plan.output).toContain("1 of 1 stacks change: 1 to add.");
  expect(plan.status).toBe(2);
  expect((await command("apply", DNS, "--emulator", "--auto-approve")).status).toBe(0);
  const { stdout } = await command("output", DNS, "--emulator", "--json");
  expect(JSON.parse(stdout)[DNS]["name-servers"]).toHaveLength(4);

  const again = await command("plan", DNS, "--emulator");
  expect(again.output).toContain("No changes in 1 of 1 stacks.");
  expect(again.status).toBe(0);
});

test("finds no drift after the apply, and names a stack that is not applied", async () => {
  const { stdout, status } = await command("drift", DNS, `${ENVIRONMENT}-data`, "--emulator", "--json");

  expect(JSON.parse(stdout)).toEqual({ drifted: [], allowed: [], failed: [], unapplied: [`${ENVIRONMENT}-data`] });
  expect(status).toBe(0);
});

test("destroys the stack once its data is named", async () => {
  expect((await command("plan", DNS, "--emulator", "--destroy")).status).toBe(2);
  const refused = await command("destroy", DNS, "--emulator", "--auto-approve");
  expect(refused.output).toContain("holds data that a destroy loses");

  expect((await command("destroy", DNS, "--emulator", "--auto-approve", "--destroy", "*")).status).toBe(0);
  expect(JSON.parse((await command("output", DNS, "--emulator", "--json")).stdout)).toEqual({ [DNS]: {} });
});

test("leaves nothing behind when a signal ends it", async () => {
  emulate.kill("SIGTERM");
  await once(emulate, "close");

  expect(emulate.exitCode).toBe(0);
  expect(existsSync(targetFolder(ENVIRONMENT))).toBe(false);
  expect((await command("plan", DNS, "--emulator")).output).toContain(
    "--emulator: must find a running emulator, got none",
  );
});
