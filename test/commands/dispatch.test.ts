import { afterEach, expect, test, vi } from "vitest";
import { dispatch } from "../../commands/dispatch";

afterEach(() => {
  vi.restoreAllMocks();
});

test("fails for an unknown command with the list of commands", async () => {
  const print = vi.spyOn(console, "error").mockImplementation(() => {});

  expect(await dispatch(["deploy"])).toBe(1);
  expect(print.mock.calls).toEqual([
    [expect.stringMatching(/^usage: pnpm plan\|apply\|destroy\|bootstrap\|.* \.\.\.$/)],
  ]);
});

test("fails for no command", async () => {
  const print = vi.spyOn(console, "error").mockImplementation(() => {});

  expect(await dispatch([])).toBe(1);
  expect(print).toHaveBeenCalledOnce();
});
