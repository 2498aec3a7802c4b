import { expect, test, vi } from "vitest";

test("refuses to write unchecked stacks into the folder that Terraform plans from", async () => {
  vi.stubEnv("CDKTF_OUTDIR", "");

  await expect(import("../../app/unchecked")).rejects.toThrow(
    "CDKTF_OUTDIR must name a folder for stacks that nobody applies, got nothing; run `pnpm synth`",
  );
});
