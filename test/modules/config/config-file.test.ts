import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { filesIn } from "@modules/checks/output";
import { synthesize } from "@modules/checks/synthesize";
import { addConfigFile, configFileFaults, configFilesOf } from "@modules/config/config-file";
import { testStack } from "@modules/testing/synth";
import { App, Fn } from "cdktf";
import { expect, test } from "vitest";

function rendered(files: Readonly<Record<string, string>>, outdir = mkdtempSync(join(tmpdir(), "files-"))) {
  const app = new App({ outdir });
  for (const [path, text] of Object.entries(files)) {
    addConfigFile(testStack(app, path.split("/")[0]!), path, text);
  }
  return { app, folder: join(outdir, "rendered"), outdir };
}

test("writes files byte for byte", () => {
  const files = { "logs/fluent.conf": `<match **>\n  ${"$"}{tag} é\n`, "metrics/prometheus.yml": "global: {}\n" };
  const { app, folder } = rendered(files);
  synthesize(app);

  expect(filesIn(folder)).toEqual(Object.keys(files));
  for (const [path, text] of Object.entries(files)) {
    expect(readFileSync(join(folder, path), "utf8")).toBe(text);
  }
});

test("keeps the files of stacks that are not selected, and deletes those that no stack writes any more", () => {
  const before = rendered({ "logs/old.conf": "old", "metrics/prometheus.yml": "old" });
  synthesize(before.app);
  const files = { "logs/new.conf": "new", "metrics/prometheus.yml": "new" };

  synthesize(rendered(files, before.outdir).app, { selected: (id) => id === "logs" });
  expect(filesIn(before.folder)).toEqual(["logs/new.conf", "logs/old.conf", "metrics/prometheus.yml"]);
  expect(readFileSync(join(before.folder, "metrics/prometheus.yml"), "utf8")).toBe("old");
  synthesize(rendered(files, before.outdir).app);
  expect(filesIn(before.folder)).toEqual(["logs/new.conf", "metrics/prometheus.yml"]);
});

test("lists files by their paths", () => {
  const { app } = rendered({ "b/file": "", "a/file": "" });

  expect(configFilesOf(app.node.findAll()).map(({ path }) => path)).toEqual(["a/file", "b/file"]);
});

test("fails when two stacks write the same file", () => {
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), "files-")) });
  addConfigFile(testStack(app, "one"), "a/file", "");
  addConfigFile(testStack(app, "two"), "a/file", "");

  expect(configFileFaults(app.node.findAll())).toEqual([
    "two/file-a-file: path must be unique, got a/file of one/file-a-file",
  ]);
});

test("fails when only Terraform knows a part of the text", () => {
  const stack = testStack(new App(), "logs");

  expect(() => addConfigFile(stack, "fluent.conf", `port ${Fn.join("", ["1"])}`)).toThrow(
    "logs/file-fluent-conf: text must be plain",
  );
});

test.each(["/etc/passwd", "../fluent.conf"])("fails when a file would be outside the folder: %s", (path) => {
  expect(() => addConfigFile(testStack(new App(), "logs"), path, "")).toThrow("path must be relative, without ..");
});
