import { disableStackTraces } from "@modules/checks/stack-traces";
import { beforeEach, expect, test, vi } from "vitest";
import { cdktf } from "../../commands/cdktf";

disableStackTraces();

const NETWORK = "dafnckmachine-production-network";
const SECURITY = "dafnckmachine-production-security";

const execute = vi.fn(async (_args: readonly string[]) => 0);
/** As if the owner had filled in everything. */
const ready = { execute, refuse: () => {} };

beforeEach(() => {
  execute.mockReset().mockResolvedValue(0);
});

test("plans one stack at a time, producers first", async () => {
  expect(await cdktf("plan", [NETWORK, SECURITY], ready)).toBe(0);

  expect(execute.mock.calls).toEqual([
    [["plan", SECURITY, "--skip-provider-lock"]],
    [["plan", NETWORK, "--skip-provider-lock"]],
  ]);
});

test("applies all stacks in one run, with the options for cdktf", async () => {
  await cdktf(
    "apply",
    ["dafnckmachine-production-network", "--auto-approve", "dafnckmachine-production-sec*ty"],
    ready,
  );

  expect(execute.mock.calls).toEqual([[["apply", SECURITY, NETWORK, "--skip-provider-lock", "--auto-approve"]]]);
});

test("leaves out what is inside clusters, for who may not change it", async () => {
  const stacks = ["lp-development-network", "lp-development-controllers"];

  await cdktf("plan", [...stacks, "--outside-clusters"], ready);

  expect(execute.mock.calls).toEqual([[["plan", "lp-development-network", "--skip-provider-lock"]]]);
});

test("fails when that leaves nothing", async () => {
  await expect(cdktf("plan", ["lp-development-controllers", "--outside-clusters"], ready)).rejects.toThrow(
    "lp-development-controllers: must name a stack outside of clusters, got none; leave out --outside-clusters",
  );
});

test("stops at the first plan that fails, with its status", async () => {
  execute.mockResolvedValueOnce(3);

  expect(await cdktf("plan", [NETWORK, SECURITY], ready)).toBe(3);
  expect(execute).toHaveBeenCalledTimes(1);
});

test.for(["plan", "apply", "destroy"] as const)(
  "fails to %s with documentation values, and lists them",
  async (command) => {
    await expect(cdktf(command, [NETWORK, SECURITY], { execute })).rejects.toThrow(
      "environments/dafnckmachine/owner.ts: environments.production.accountId is still the documentation value 111122223333\n",
    );
    expect(execute).not.toHaveBeenCalled();
  },
);

test("fails on an unknown stack, with the nearest name and the list", async () => {
  await expect(cdktf("apply", ["dafnckmachine-production-netwrk"], ready)).rejects.toThrow(
    /did you mean dafnckmachine-production-network\?[\s\S]*The stacks are:/,
  );
});

test("fails without a stack: no command means everything", async () => {
  await expect(cdktf("destroy", ["--auto-approve"], ready)).rejects.toThrow("usage: pnpm destroy STACK...");
});
