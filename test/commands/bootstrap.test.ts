import { expect, test } from "vitest";
import { bootstrap } from "../../commands/bootstrap";
import { emulate } from "../../commands/emulate";

test("fails while the environment has documentation values, except for the state key", async () => {
  const error = await bootstrap(["dafnckmachine-production"]).catch((reason: Error) => reason);

  expect(String(error)).toContain(
    "dafnckmachine/owner.ts: environments.production.accountId is still the documentation value 111122223333",
  );
  expect(String(error)).not.toContain("stateKeyArn");
});

test("fails for an unknown environment with the nearest name", async () => {
  await expect(bootstrap(["dafnckmachine-prod"])).rejects.toThrow(
    "no environment is named dafnckmachine-prod; did you mean dafnckmachine-production?",
  );
});

test.for([[[]], [["dafnckmachine-production", "dafnckmachine-staging"]]])(
  "fails unless the arguments name one environment: %j",
  async ([args]) => {
    await expect(bootstrap(args!)).rejects.toThrow("usage: pnpm bootstrap ENVIRONMENT");
  },
);

test("fails when the environment to emulate is unknown", async () => {
  await expect(emulate(["dafnckmachine-stagin"])).rejects.toThrow("did you mean dafnckmachine-staging?");
});
