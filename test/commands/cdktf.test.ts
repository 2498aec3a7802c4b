import { disableStackTraces } from "@modules/checks/stack-traces";
import { beforeEach, expect, test, vi } from "vitest";
import { cdktf } from "../../commands/cdktf";

disableStackTraces();

const NETWORK = "dafnckmachine-production-network";
const SECURITY = "dafnckmachine-production-security";

const execute = vi.fn(async (_args: readonly string[]) => 0);
/** Steps that accept documentation values. */
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

test("leaves out stacks inside clusters on request", async () => {
  const stacks = ["lp-development-network", "lp-development-controllers"];

  await cdktf("plan", [...stacks, "--outside-clusters"], ready);

  expect(execute.mock.calls).toEqual([[["plan", "lp-development-network", "--skip-provider-lock"]]]);
});

test("fails when no stack outside of clusters is left", async () => {
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
  "fails for %s while there are documentation values, and lists them",
  async (command) => {
    await expect(cdktf(command, [NETWORK, SECURITY], { execute })).rejects.toThrow(
      "environments/dafnckmachine/owner.ts: environments.production.accountId is still the documentation value 111122223333\n",
    );
    expect(execute).not.toHaveBeenCalled();
  },
);

test("fails for an unknown stack with the nearest id and all ids", async () => {
  await expect(cdktf("apply", ["dafnckmachine-production-netwrk"], ready)).rejects.toThrow(
    /did you mean dafnckmachine-production-network\?[\s\S]*The stacks are:/,
  );
});

test("fails without a stack", async () => {
  await expect(cdktf("destroy", ["--auto-approve"], ready)).rejects.toThrow("usage: pnpm destroy STACK...");
});
