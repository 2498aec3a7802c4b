import { expect, test } from "vitest";
import { progressOn } from "../../app/progress";

function terminal(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  return { written, isTTY, columns, write: (text: string) => written.push(text) };
}

test("overwrites one line of a terminal, cuts it before it wraps, and clears it", () => {
  const stream = terminal(true, 10);
  const { show, clear } = progressOn(stream);
  show("Resolving a-stack");
  clear();

  expect(stream.written).toEqual(["\r\u001b[2KResolving", "\r\u001b[2K"]);
});

test("writes nothing without a terminal", () => {
  const stream = terminal(false);
  const { show, clear } = progressOn(stream);
  show("Resolving a-stack");
  clear();

  expect(stream.written).toEqual([]);
});
