import { expect, test } from "vitest";
import { emulate } from "../../commands/emulate";

test("fails for an unknown environment with the nearest name", async () => {
  await expect(emulate("dafnckmachine-stagin")).rejects.toThrow("did you mean dafnckmachine-staging?");
});
