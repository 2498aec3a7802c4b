import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { checks } from "@modules/checks/checks/all";
import type { Check } from "@modules/checks/checks/check";
import { setFacts } from "@modules/checks/facts";
import { policyCheck } from "@modules/checks/policies/policies";
import { prepare } from "@modules/checks/prepare";
import { synthesize } from "@modules/checks/synthesize";
import { writtenStacks } from "@modules/checks/written";
import { App, DataTerraformRemoteStateS3 } from "cdktf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { soundStack } from "../../support/faults";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "written-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const all: readonly Check[] = [...checks, policyCheck()];
const facts = { networkGroup: "shop", quotas: { vpcs: 1 } };

/** An app with mistakes of several kinds: a policy's, overlapping networks, a quota, an output that is not there. */
function faulty(): App {
  const app = new App({ outdir: folder, stackTraces: false });
  for (const id of ["east", "west"]) {
    const stack = soundStack(app, id);
    setFacts(stack, facts);
    new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
    new SqsQueue(stack, "jobs", { name: `jobs-${id}` });
  }
  const reader = soundStack(app, "reader");
  setFacts(reader, facts);
  const config = { bucket: "state", key: "east.tfstate", region: "us-east-1" };
  const state = new DataTerraformRemoteStateS3(reader, "state", config);
  new SqsQueue(reader, "copy", { name: "copy", tags: { Source: state.getString("nothing") } });
  reader.addDependency(app.node.findChild("east") as never);
  return app;
}

test("finds in written stacks what it finds in an app", () => {
  const app = faulty();
  synthesize(app, { checks: [], warnings: [] });
  const written = writtenStacks(folder, { facts: () => facts });

  const found = all.map((check) => check(written).sort());

  expect(found).toEqual(all.map((check) => check(prepare(app)).sort()));
  expect(found.flat()).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^east\/jobs: aws_sqs_queue\.jobs must obey the policy aws-sqs-encryption/),
      expect.stringContaining("must not overlap"),
      expect.stringContaining("got nothing;"),
    ]),
  );
});

test("orders stacks as the manifest does", () => {
  synthesize(faulty(), { checks: [], warnings: [] });
  const manifest = join(folder, "manifest.json");
  writeFileSync(
    manifest,
    readFileSync(manifest, "utf8").replace(/"dependencies":\s*\[\s*"east"\s*\]/, '"dependencies": []'),
  );

  const [unordered] = all.flatMap((check) =>
    check(writtenStacks(folder)).filter((line) => line.includes("no dependency")),
  );

  expect(unordered).toContain("must be applied after the stack whose state it reads, got no dependency on east");
});

test("fails for a folder without a manifest", () => {
  expect(() => writtenStacks("gone")).toThrow(
    "gone: must be the output of a synthesis, got no manifest.json; name its folder",
  );
});
