/** Finds and starts a browser of the machine, for tests of pages. */
import { spawnSync } from "node:child_process";
import { type Browser, chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** Path of a Chromium; undefined when the machine has none. */
export const chromiumPath = NAMES.map((name) =>
  spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim(),
).find(Boolean);

if (!chromiumPath) {
  console.warn(`skipped: no ${NAMES.join(", ")} is installed; tests of pages need one`);
}

/** Starts the browser. The sandbox is disabled, because it cannot start as root, as in CI; the pages are our own. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
}
