/** The table of ways of writing input wrong: none is lost, and each has a whole answer. */
import { expect, test } from "vitest";
import { ENVIRONMENT_DATA, WAYS } from "./ways";

test("has all 127 ways of writing environments, stacks and the machine wrong, and 13 of the command line", () => {
  const { environments, stacks, machine, commandLine } = WAYS;

  expect([environments, stacks, machine, commandLine].map(({ length }) => length)).toEqual([90, 20, 17, 13]);
  expect(environments.length + stacks.length + machine.length).toBe(127);
});

test.each(Object.entries(WAYS))("has no case of %s twice", (_area, cases) => {
  const [names, acts] = [cases.map(([name]) => name), cases.map(([, act]) => act)] as readonly unknown[][];

  expect(new Set(names).size).toBe(cases.length);
  expect(new Set(acts).size).toBe(cases.length);
});

/** The lines of an answer; a program that ends well has made the input right by itself. */
function answerOf([, , answer]: (typeof WAYS)[keyof typeof WAYS][number]): readonly string[] {
  return "lines" in answer ? (answer.status === 0 ? [] : answer.lines) : answer;
}

test.each(Object.entries(WAYS))("answers each case of %s with a fix", (_area, cases) => {
  const hasFix = (line: string) => /; |: install |did you mean|Did you mean|--help/.test(line);
  // The trace of a bug names the line to correct.
  const isTrace = (line: string) => /^ +at test\/|^ +at .*\(test\//.test(line);
  const answers = cases.map(answerOf).filter(({ length }) => length > 0);

  expect(answers.length).toBeGreaterThan(10);
  expect(answers.filter((lines) => !lines.some((line) => hasFix(line) || isTrace(line)))).toEqual([]);
});

test("names file, field, rule, value and fix in each answer about the data of environments", () => {
  const whole =
    /^(environments\/\S+\.ts: \S+|environments\/\S+\.ts: \(the file\)|[\w-]+ of account \d+): (must .*, got .*; .+|is missing and has no default; .+|is not a known field; .+)/;

  expect(ENVIRONMENT_DATA.flatMap(([, , faults]) => faults).filter((fault) => !whole.test(fault))).toEqual([]);
});
