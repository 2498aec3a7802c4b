import { createHash } from "node:crypto";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packageFolder } from "@modules/aws/functions/code";
import { expect, test, vi } from "vitest";

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
  vi.unstubAllEnvs();

  expect(Buffer.from(there.bytes).equals(here.bytes)).toBe(true);
});

test("hashes the archive as Lambda does", () => {
  const { bytes, hash } = packageFolder(FOLDER);

  expect(hash).toBe(createHash("sha256").update(bytes).digest("base64"));
});

test("packages folders in folders, and nothing that tools leave behind", () => {
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

test("packages a folder once, however many environments share it", () => {
  expect(packageFolder(FOLDER)).toBe(packageFolder(FOLDER));
});

test("fails on a folder that is not there", () => {
  expect(() => packageFolder("functions/nowhere")).toThrow(
    `code must be a folder of the repository, got functions/nowhere; create ${resolve("functions/nowhere")}`,
  );
});
