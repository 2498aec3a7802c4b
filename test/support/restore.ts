/** Ends what a test has replaced with the test, in every file: test files share a process, and so do their stubs. */
import { afterEach, vi } from "vitest";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
