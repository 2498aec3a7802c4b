import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundleWorker } from "@modules/cloudflare/workers/bundle-worker";
import { expect, test } from "vitest";

/** Path of the first of these files, in a folder of their own. */
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

test("makes one module of a worker that does what its sources do", async () => {
  const text = bundleWorker(sources(WORKER));
  const { default: worker } = await import(`data:text/javascript,${encodeURIComponent(text)}`);

  expect(worker.fetch()).toBe("hello zone");
  expect(text).not.toMatch(/import|string/);
});

test("makes the same text of the same sources, wherever they are", () => {
  expect(bundleWorker(sources(WORKER))).toBe(bundleWorker(sources(WORKER)));
});

test("fails on sources that do not compile", () => {
  expect(() => bundleWorker(sources({ "index.ts": 'import "./missing";' }))).toThrow('Could not resolve "./missing"');
});
