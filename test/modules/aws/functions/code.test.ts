import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packageFolder as packageFolderOf } from "@modules/aws/functions/code";
import { testApp, testStack } from "@modules/testing/synth";
import { expect, test, vi } from "vitest";

const scope = testStack(testApp());
const packageFolder = (folder: string) => packageFolderOf(scope, folder);

const FOLDER = "functions/image-processor";

function copied(): string {
  const copy = mkdtempSync(join(tmpdir(), "function-"));
  cpSync(resolve(FOLDER), copy, { recursive: true });
  return copy;
}

test("packages the same sources to the same bytes in any folder, time zone, mode and age", () => {
  const copy = copied();
  const file = join(copy, "index.mjs");
  chmodSync(file, 0o700);
  utimesSync(file, 0, 0);

  const here = packageFolder(FOLDER);
  vi.stubEnv("TZ", "Pacific/Kiritimati");
  const there = packageFolder(copy);

  expect(Buffer.from(there.bytes).equals(here.bytes)).toBe(true);
});

test("hashes the archive as Lambda does", () => {
  const { bytes, hash } = packageFolder(FOLDER);

  expect(hash).toBe(createHash("sha256").update(bytes).digest("base64"));
});

test("packages nested folders, without hidden files and caches", () => {
  const copy = copied();
  for (const folder of ["lib", "__pycache__", ".idea"]) {
    mkdirSync(join(copy, folder));
    writeFileSync(join(copy, folder, "part.mjs"), "export {};\n");
  }
  writeFileSync(join(copy, ".DS_Store"), "");

  const { bytes, files } = packageFolder(copy);

  expect(files).toEqual(["image.mjs", "index.mjs", "lib/part.mjs"]);
  expect(Buffer.from(bytes).includes("__pycache__")).toBe(false);
});

test("packages a folder once, whether its path is relative or absolute", () => {
  expect(packageFolder(resolve(FOLDER))).toBe(packageFolder(FOLDER));
});

test.each(["functions/nowhere", "functions/image-processor/index.mjs"])(
  "fails on %s, which is not a folder",
  (path) => {
    expect(() => packageFolder(path)).toThrow(`stack: code must be a folder, got ${path}; create ${resolve(path)}`);
  },
);

test("packages the packages that the sources import, by their path in node_modules", () => {
  const { files } = packageFolderOf(scope, "modules/aws/database/manage-users", ["postgres"]);

  expect(files).toContain("index.mjs");
  expect(files).toContain("node_modules/postgres/package.json");
  expect(files).toContain("node_modules/postgres/src/index.js");
});

test("fails on a package that is not installed or needs others", () => {
  expect(() => packageFolderOf(scope, FOLDER, ["left-pad"])).toThrow(
    /dependencies must be installed, got left-pad; add it to package.json beside .*image-processor/,
  );
  expect(() => packageFolderOf(scope, "test/support", ["vitest"])).toThrow(
    /dependencies must be packages without dependencies, got vitest, which needs .*vite/,
  );
});
