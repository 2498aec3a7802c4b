import { expect, test } from "vitest";
import { packageModules } from "../../commands/package";

test("fails on an option that it does not know, with its usage", async () => {
  await expect(packageModules(["--output", "dist"])).rejects.toThrow(
    /'--output'.*\nusage: pnpm package \[--out FOLDER\]/,
  );
});
