import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Output of promtool for a configuration or rules that it rejects; empty when it accepts them. */
export function findings(kind: "config" | "rules", text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "promtool-")), "file.yml");
  writeFileSync(file, text);
  const options = kind === "config" ? ["--syntax-only"] : [];
  const { status, stdout, stderr } = spawnSync("promtool", ["check", kind, ...options, file]);
  return status === 0 ? "" : `${stdout}${stderr}`;
}
