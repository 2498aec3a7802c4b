import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { filesBelow } from "../../app/files";

test("lists files at all depths by their path, without node_modules", () => {
  const folder = mkdtempSync(join(tmpdir(), "files-"));
  for (const path of ["a/b", "a/node_modules/c", "node_modules"]) {
    mkdirSync(join(folder, path), { recursive: true });
    writeFileSync(join(folder, path, "d.ts"), "");
  }
  writeFileSync(join(folder, "a-z.ts"), "");
  symlinkSync(folder, join(folder, "node_modules", "itself"));

  expect(filesBelow(folder)).toEqual(["a-z.ts", "a/b/d.ts"]);
});
