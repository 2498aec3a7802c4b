/** Checkov, another scanner, finds nothing in production except what a written waiver allows. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { pythonPath, pythonProgram } from "../support/installed-programs";
import { stacks } from "../support/stacks";

const ROOT = resolve(import.meta.dirname, "../..");
const checkov = pythonProgram("checkov");

test("scans with the version that the workflow runs", () => {
  const workflow = readFileSync(join(ROOT, ".github/workflows/check.yml"), "utf8");

  expect(readFileSync(join(ROOT, "test/support/installed-programs.ts"), "utf8")).toContain(
    /checkov==[\d.]+/.exec(workflow)![0],
  );
});

test.skipIf(!checkov)(
  "is accepted by Checkov, but for the checks that .checkov.yaml names with a reason",
  () => {
    const folder = mkdtempSync(join(tmpdir(), "checkov-"));
    for (const [id, { terraform, moved, removed, ...json }] of Object.entries(stacks)) {
      if (id.includes("-production-")) {
        mkdirSync(join(folder, id));
        writeFileSync(join(folder, id, "cdk.tf.json"), JSON.stringify(json, null, 2));
      }
    }
    const { stdout, stderr } = spawnSync(checkov!, ["--config-file", ".checkov.yaml", "-d", folder, "-o", "json"], {
      cwd: ROOT,
      encoding: "utf8",
      env: pythonPath(checkov!),
      maxBuffer: 2 ** 26,
      timeout: 280_000,
    });
    expect(stdout, stderr).toMatch(/^\{/);
    const { summary, results } = JSON.parse(stdout);
    const failed: { check_id: string; resource: string; file_path: string }[] = results.failed_checks;

    expect(failed.map(({ check_id, file_path, resource }) => `${check_id} ${file_path} ${resource}`)).toEqual([]);
    // Checkov skips files that it cannot parse.
    expect(summary.parsing_errors).toBe(0);
    expect(summary.passed).toBeGreaterThan(7000);
  },
  300_000,
);
