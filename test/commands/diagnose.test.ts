import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { inLines, lockedProviders } from "../../commands/diagnose";

test("marks faults, advice and checks that were left out", () => {
  expect(inLines({ subject: "one", faults: [] })).toEqual(["ok one"]);
  expect(inLines({ subject: "one", faults: ["wrong"], advice: ["better"] })).toEqual([
    "!! one",
    "     wrong",
    "     better",
  ]);
  expect(inLines({ subject: "one", faults: [], advice: ["better"] })).toEqual(["!  one", "     better"]);
  expect(inLines({ subject: "one", faults: [], skipped: "no answer" })).toEqual(["-  one: not checked, no answer"]);
  expect(inLines({ subject: "one", faults: ["wrong"], skipped: "no answer" })).toEqual([
    "!! one: not all checked, no answer",
    "     wrong",
  ]);
});

test("advises to lock the providers, which is no fault: a fresh clone plans without checksums", () => {
  const outdir = mkdtempSync(join(tmpdir(), "diagnose-"));
  mkdirSync(join(outdir, "stacks", "network"), { recursive: true });
  const required_providers = { aws: { source: "aws", version: "5.100.0" } };
  writeFileSync(join(outdir, "stacks/network/cdk.tf.json"), JSON.stringify({ terraform: { required_providers } }));

  expect(lockedProviders([{ id: "network" }], outdir, join(outdir, "none.hcl"))).toMatchObject({
    faults: [],
    advice: [expect.stringMatching(/must hold the checksums of all providers.*; run `pnpm lock` and commit the file$/)],
  });
});
