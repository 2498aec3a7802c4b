import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "@modules/checks/synthesize";
import { addConfigFile } from "@modules/config/config-file";
import { testStack } from "@modules/testing/synth";
import { App } from "cdktf";
import { expect, test } from "vitest";

test("writes files beside the JSON of their stack", () => {
  const outdir = mkdtempSync(join(tmpdir(), "files-"));
  const app = new App({ outdir });
  const stack = testStack(app, "logging");
  addConfigFile(stack, "fluentd/fluent.conf", "<match **>\n");
  addConfigFile(stack, "fluentd/other.conf", "other\n");
  synthesize(app);

  const read = (name: string) => readFileSync(join(outdir, "stacks", "logging", "config", "fluentd", name), "utf8");
  expect(read("fluent.conf")).toBe("<match **>\n");
  expect(read("other.conf")).toBe("other\n");
});
