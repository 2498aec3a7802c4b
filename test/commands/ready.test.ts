import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test } from "vitest";
import { readySession } from "../../commands/ready";

disableStackTraces();

test("begins nothing while a stack's owner has values to fill in", async () => {
  await expect(readySession(["lp-production-network", "lp-development-network"], {})).rejects.toThrow(
    /development\.accountId is still the documentation value[\s\S]*production\.accountId is still the documentation/,
  );
});

test("begins nothing when no stack is left", async () => {
  await expect(readySession(["lp-development-controllers"], { outsideClusters: true })).rejects.toThrow(
    "must name a stack outside of clusters, got none",
  );
});
