/** Puts a value between a rule and its fix: `must be 1; write 1` becomes `must be 1, got 2; write 1`. */
export function withValue(problem: string, value: string): string {
  const end = problem.indexOf("; ");
  return end < 0 ? `${problem}, got ${value}` : `${problem.slice(0, end)}, got ${value}${problem.slice(end)}`;
}
