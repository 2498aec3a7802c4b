import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test } from "vitest";
import { importResource, takeIn } from "../../commands/state-import";
import { FakeWorkspace } from "../support/fake-terraform";
import { printedLines } from "../support/printed";

disableStackTraces();
printedLines();

const APPROVED = { autoApprove: true };

function workspace(): FakeWorkspace {
  const made = new FakeWorkspace({ data: {} });
  const json = { terraform: {}, resource: { aws_s3_bucket: { files: {} } } };
  writeFileSync(join(made.path("data"), "cdk.tf.json"), JSON.stringify(json));
  return made;
}

test("imports a resource at a declared address, with the key of one of several", async () => {
  const made = workspace();

  expect(await takeIn(made.session(), "data", "aws_s3_bucket.files", "shop-files", APPROVED)).toBe(0);
  expect(await takeIn(made.session(), "data", 'aws_s3_bucket.files["a"]', "shop-files", APPROVED)).toBe(0);
  expect(made.calls("import")).toEqual(["data begins", "data ends", "data begins", "data ends"]);
});

test("fails for an address that the stack does not declare, with the nearest one", async () => {
  const made = workspace();

  await expect(takeIn(made.session(), "data", "aws_s3_bucket.file", "shop-files", APPROVED)).rejects.toThrow(
    "data declares no aws_s3_bucket.file; did you mean aws_s3_bucket.files?",
  );
  expect(made.calls("import")).toEqual([]);
});

test("imports nothing without an answer, or into several stacks", async () => {
  await expect(takeIn(workspace().session(), "data", "aws_s3_bucket.files", "shop-files", {})).rejects.toThrow(
    "There is no terminal in which to ask",
  );
  await expect(importResource("lp-production", "aws_s3_bucket.files", "shop-files", {})).rejects.toThrow(
    "lp-production: must name one stack",
  );
});
