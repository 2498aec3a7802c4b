import { expect, test } from "vitest";
import { document } from "../../commands/document";

test("fails on an option that it does not know, with its usage", async () => {
  await expect(document(["--chekc"])).rejects.toThrow(/'--chekc'.*\nusage: pnpm document \[--check\]/);
});
