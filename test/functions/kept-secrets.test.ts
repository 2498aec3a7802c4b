/** The guard of the tests of programs finds a secret wherever a program may log it. */
import { expect, test } from "vitest";
import { leaks, passwordsIn } from "../support/kept-secrets";

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
