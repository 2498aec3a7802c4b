/** The table of ways of writing input wrong: none is lost, and each has a whole answer. */
import { expect, test } from "vitest";
import { WAYS } from "./ways";

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
