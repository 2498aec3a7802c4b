import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "@modules/checks/synthesize";
import { literal, placeFile } from "@modules/config/file";
import { App } from "cdktf";
import { expect, test } from "vitest";
import { testStack } from "../../support/synth";

test("writes files beside the JSON of their stack", () => {
  const outdir = mkdtempSync(join(tmpdir(), "files-"));
  const app = new App({ outdir });
  const stack = testStack(app, "logging");
  placeFile(stack, "fluentd/fluent.conf", "<match **>\n");
  placeFile(stack, "fluentd/other.conf", "other\n");
  synthesize(app);

  const read = (name: string) => readFileSync(join(outdir, "stacks", "logging", "config", "fluentd", name), "utf8");
  expect(read("fluent.conf")).toBe("<match **>\n");
  expect(read("other.conf")).toBe("other\n");
});

test("keeps from Terraform what only looks like its own", () => {
  expect(literal("${hostname} %{IP:client} $1 100%")).toBe("$${hostname} %%{IP:client} $1 100%");
});
