import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/**
 * Environment variables with a PATH whose first folder has these programs.
 *
 * @param scripts shell scripts by program
 */
export function withPrograms(scripts: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const folder = mkdtempSync(join(tmpdir(), "programs-"));
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  return { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) };
}
