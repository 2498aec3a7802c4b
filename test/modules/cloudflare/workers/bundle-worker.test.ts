import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorker } from "@modules/cloudflare/workers/bundle-worker";
import { expect, test } from "vitest";

/** Writes the files into a new folder and returns the path of the first. */
function sources(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "worker-"));
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(folder, name), text);
  }
  return join(folder, Object.keys(files)[0]!);
}

const WORKER = {
  "index.ts": 'import { greet } from "./greet";\nexport default { fetch: (): string => greet("zone") };\n',
  "greet.ts": "export const greet = (name: string): string => `hello ${name}`;\n",
};

test("bundles a worker and its imports into one module", async () => {
  const text = bundleWorker(sources(WORKER));
  const { default: worker } = await import(`data:text/javascript,${encodeURIComponent(text)}`);

  expect(worker.fetch()).toBe("hello zone");
  expect(text).not.toMatch(/import|string/);
});

test("gives the same text for the same sources in another folder", () => {
  expect(bundleWorker(sources(WORKER))).toBe(bundleWorker(sources(WORKER)));
});

test("fails on sources that do not compile", () => {
  expect(() => bundleWorker(sources({ "index.ts": 'import "./missing";' }))).toThrow('Could not resolve "./missing"');
});
