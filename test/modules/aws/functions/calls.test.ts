import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stateCalls, statedCalls } from "@modules/aws/functions/calls";
import { Construct } from "constructs";
import { expect, test } from "vitest";

/** A role of a program whose file of calls has this text; without a text there is no file. */
function roleOf(text?: string): Construct {
  const folder = mkdtempSync(join(tmpdir(), "calls-"));
  if (text !== undefined) {
    writeFileSync(join(folder, "worker.calls.json"), text);
  }
  const role = new Construct(undefined as never, "role");
  stateCalls(role, join(folder, "worker.sh"), { BUCKET: "uploads" });
  return role;
}

test("states the calls of the file beside a program, with the program's variables", () => {
  expect(statedCalls(roleOf('{ "calls": {}, "some": { "s3:ListBucket": "*" } }'))).toMatchObject({
    file: expect.stringMatching(/worker\.calls\.json$/),
    content: { calls: {}, some: { "s3:ListBucket": "*" } },
    variables: { BUCKET: "uploads" },
  });
});

test("states no content without a file, and nothing for the role of no program", () => {
  expect(statedCalls(roleOf())).toMatchObject({ content: undefined });
  expect(statedCalls(new Construct(undefined as never, "role"))).toBeUndefined();
});

test.each(["[]", "{}", '{ "call": {} }', '{ "calls": {}, "sometimes": {} }'])("fails when the file is %s", (text) => {
  expect(() => roleOf(text)).toThrow(
    /worker\.calls\.json: must be an object with calls, and some where the role may lack calls, got \[.*\]; write \{ "calls": \{\} \}/,
  );
});
