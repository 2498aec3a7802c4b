import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { checked, SynthesisError, synthesize } from "@modules/checks/synthesize";
import { Annotations, App } from "cdktf";
import { afterEach, describe, expect, test } from "vitest";
import { soundStack } from "../../support/faults";

function scratch(): string {
  return mkdtempSync(join(tmpdir(), "synthesize-"));
}

/** Files below the folder by path, in base64. */
function bytes(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), "base64")]),
  );
}

function queues(outdir: string, ids: readonly string[], name = "jobs"): App {
  const app = new App({ outdir, stackTraces: false });
  for (const id of ids) {
    new SqsQueue(soundStack(app, id), "jobs", { name: `${name}-${id}` });
  }
  return app;
}

// A synthesis holds back signals until the next turn of the event loop.
afterEach(() => new Promise<void>((resolve) => setImmediate(resolve)));

describe("output", () => {
  test("stays unchanged after a fault", () => {
    const outdir = scratch();
    synthesize(queues(outdir, ["one", "two"]));
    const before = bytes(outdir);

    expect(() => synthesize(queues(outdir, ["one", "three"], "no spaces please"))).toThrow(SynthesisError);
    expect(bytes(outdir)).toEqual(before);
    expect(Object.keys(before)).toEqual(["manifest.json", "stacks/one/cdk.tf.json", "stacks/two/cdk.tf.json"]);
  });

  test.each([
    ["ENOSPC: no space left on device, write", "free some space"],
    ["EROFS: read-only file system, open 'cdk.tf.json'", "take another with CDKTF_OUTDIR"],
    ["EACCES: permission denied, open 'cdk.tf.json'", "choose another with CDKTF_OUTDIR, or make it writable"],
  ])("stays unchanged after %s, and says what to do", (error, remedy) => {
    const outdir = scratch();
    synthesize(queues(outdir, ["one", "two"]));
    const before = bytes(outdir);
    const app = queues(outdir, ["one", "two"], "mails");
    const onSynthesize = () => {
      throw Object.assign(new Error(error), { code: error.split(":", 1)[0] });
    };
    Object.assign(app.node.findChild("two"), { [Symbol.for("cdktf/customSynthesis")]: { onSynthesize } });

    expect(() => synthesize(app)).toThrow(
      new SynthesisError(
        `${outdir}: must be a folder that can be written, got ${error}; ${remedy}; the previous files are unchanged`,
      ),
    );
    expect(bytes(outdir)).toEqual(before);
  });

  test("loses the JSON of removed stacks only", () => {
    const outdir = scratch();
    synthesize(queues(outdir, ["one", "two"]));
    writeFileSync(join(outdir, "stacks/two/terraform.tfstate"), "{}");
    synthesize(queues(outdir, ["one"]));

    expect(Object.keys(bytes(outdir))).toEqual([
      "manifest.json",
      "stacks/one/cdk.tf.json",
      "stacks/two/terraform.tfstate",
    ]);
  });

  test("gains the selected stacks and keeps the others", () => {
    const outdir = scratch();
    synthesize(queues(outdir, ["one", "two"]));
    const { "stacks/two/cdk.tf.json": two } = bytes(outdir);
    const written = synthesize(queues(outdir, ["one", "two"], "mails"), { selected: (id) => id === "one" });

    expect(written.map(({ id }) => id)).toEqual(["one"]);
    expect(bytes(outdir)["stacks/two/cdk.tf.json"]).toBe(two);
    expect(readFileSync(join(outdir, "stacks/one/cdk.tf.json"), "utf8")).toContain("mails-one");
  });

  test("keeps the files and the manifest's entries of stacks that a partial app leaves out", () => {
    const outdir = scratch();
    synthesize(queues(outdir, ["one", "two", "gone"]));
    rmSync(join(outdir, "stacks/gone/cdk.tf.json"));
    const before = bytes(outdir);
    synthesize(queues(outdir, ["one"], "mails"), { partial: true });
    const after = bytes(outdir);

    expect(after["stacks/two/cdk.tf.json"]).toBe(before["stacks/two/cdk.tf.json"]);
    expect(after["stacks/one/cdk.tf.json"]).not.toBe(before["stacks/one/cdk.tf.json"]);
    const listed = Object.keys(JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")).stacks);
    expect(listed).toEqual(["one", "two"]);
  });

  test("holds the warnings of constructs in its manifest", () => {
    const outdir = scratch();
    const app = queues(outdir, ["one"]);
    Annotations.of(app.node.findChild("one")).addWarning("is old");
    synthesize(app);

    expect(JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")).stacks.one.annotations).toMatchObject([
      { constructPath: "one", level: "@cdktf/warn", message: "is old" },
    ]);
  });
});

test("reports the faults of all checks and stacks together, without duplicates", () => {
  const app = queues(scratch(), ["one", "two"], "no spaces");
  app.node.findChild("two").node.addValidation({ validate: () => ["is not ready", "is not ready"] });

  expect(() => synthesize(app)).toThrow(
    expect.objectContaining({
      message: [
        "two: is not ready",
        ...["one", "two"].map(
          (id) =>
            `${id}/jobs: name must be 1 to 80 letters, digits, hyphens and underscores, .fifo at the end if it is one, got no spaces-${id} (${`no spaces-${id}`.length} characters); rename it`,
        ),
      ].join("\n"),
    }),
  );
});

test("runs the given checks instead of the default ones", () => {
  const app = queues(scratch(), ["one"], "no spaces");

  expect(checked(app, { checks: [] }).map(({ id }) => id)).toEqual(["one"]);
  expect(() => checked(app, { checks: [() => ["one: is refused"]] })).toThrow(new SynthesisError("one: is refused"));
});
