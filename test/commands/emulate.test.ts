import { expect, test } from "vitest";
import { emulate } from "../../commands/emulate";

test("fails for an unknown environment with the nearest name", async () => {
  await expect(emulate(["dafnckmachine-stagin"])).rejects.toThrow("did you mean dafnckmachine-staging?");
});

test.each([["--for-ever"], ["lp-development", "lp-production"]])("fails with the usage for %s", async (...args) => {
  await expect(emulate(args)).rejects.toThrow("usage: pnpm emulate [ENVIRONMENT] [--once]");
});
