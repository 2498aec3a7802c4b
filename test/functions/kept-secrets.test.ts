/** The guard of the tests of programs finds a secret wherever a program may log it. */
import { describe, expect, test } from "vitest";
import { leaks, passwordsIn, secretsKept } from "../support/kept-secrets";

const SECRET = "correct-horse-battery-staple";

const parsed = (text: string) => {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
};

test.each<[string, unknown]>([
  ["a whole event", ["received", { Records: [{ body: { user: { password: SECRET } } }] }]],
  ["a text", [`login of ${SECRET}`]],
  ["the message of an error", new Error(`refused ${SECRET}`)],
  ["the cause of an error", new Error("refused", { cause: new Error(SECRET) })],
  ["a property of an error", Object.assign(new Error("refused"), { parameters: [SECRET] })],
  ["the part of a text that JSON.parse quotes", parsed(SECRET)],
])("finds a secret in %s", (_, logged) => {
  expect(leaks([logged], [SECRET])).toEqual([SECRET]);
});

test("accepts a log without it", () => {
  expect(leaks([["rotated", { user: "reports_a" }], new Error("refused")], [SECRET])).toEqual([]);
});

test("reads the passwords of a value, and takes a value that is no JSON as one", () => {
  expect(passwordsIn(JSON.stringify({ username: "a", password: "one", previousPassword: "two" }))).toEqual([
    "one",
    "two",
  ]);
  expect(passwordsIn("typed")).toEqual(["typed"]);
});

describe("a test of a program", () => {
  const kept = secretsKept(() => [SECRET]);
  /** Runs a program in the guard, and asserts that the program itself succeeds. */
  const runs = async (program: (event: unknown) => unknown) => {
    const handler = kept(async (event) => {
      program(event);
      return "done";
    });
    expect(await handler({ Records: [{ messageId: "m0" }] })).toBe("done");
  };

  test.fails.each<[string, (event: unknown) => unknown]>([
    ["prints the whole event", (event) => console.log("received", event)],
    [
      "prints a record of the event as text",
      (event) => console.error(JSON.stringify((event as { Records: unknown }).Records)),
    ],
    ["prints the environment", () => console.warn(process.env)],
    ["prints a secret", () => console.info(SECRET)],
    ["writes a secret to a stream", () => process.stdout.write(SECRET)],
    ["writes a secret to the stream of errors", () => process.stderr.write(SECRET)],
  ])("fails when it %s", async (_, program) => {
    await runs(program);
  });

  test.fails("fails when it throws a secret", async () => {
    const handler = kept(async () => {
      throw new Error(`refused ${SECRET}`);
    });

    await expect(handler({})).rejects.toThrow("refused");
  });

  test("passes when it prints fields of the event", async () => {
    await runs(() => console.log("received m0"));
  });
});
