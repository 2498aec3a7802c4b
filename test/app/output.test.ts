import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, statSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { synthesize } from "@modules/checks/synthesize";
import { beforeAll, expect, test } from "vitest";
import { build } from "../../app/build";
import { checkedEnvironments } from "../../app/environments";
import { platforms } from "../../stacks/platforms";

function scratch(): string {
  return mkdtempSync(join(tmpdir(), "output-"));
}

/** Files below the folder by path, in base64. */
function bytes(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => statSync(join(folder, path)).isFile())
      .sort()
      .map((path) => [path, readFileSync(join(folder, path), "base64")]),
  );
}

disableStackTraces();

const first = scratch();

beforeAll(() => {
  // The program checks the same stacks below.
  synthesize(build(checkedEnvironments(platforms), first), { checks: [] });
});

test("is the same from any folder, byte for byte", () => {
  const root = resolve(import.meta.dirname, "../..");
  const [cwd, second] = [scratch(), scratch()];
  execFileSync(process.execPath, [join(root, "launch.cjs"), join(root, "main.ts")], {
    cwd,
    env: { ...process.env, CDKTF_OUTDIR: second },
  });

  expect(bytes(second)).toEqual(bytes(first));
  expect(readdirSync(cwd)).toEqual([]);
});

test("names no folder of the machine it ran on", () => {
  const machine = [process.cwd(), first, `${homedir()}/`];
  const written = Object.entries(bytes(first)).filter(([path]) => path.endsWith(".json"));

  expect(written.length).toBeGreaterThan(1);
  for (const [path, content] of written) {
    const text = Buffer.from(content, "base64").toString();
    expect(
      machine.filter((folder) => text.includes(folder)),
      path,
    ).toEqual([]);
  }
});
