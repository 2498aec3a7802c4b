/** Collects the lines that a command prints, in the tests of a file. */
import { beforeEach, vi } from "vitest";

/** Lines of both streams, which do not appear in the output of the tests. */
export function printedLines(): string[] {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    const print = (line: unknown) => void lines.push(String(line));
    vi.spyOn(console, "log").mockImplementation(print);
    vi.spyOn(console, "error").mockImplementation(print);
  });
  return lines;
}
