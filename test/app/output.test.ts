import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { synthesize } from "@modules/checks/synthesize";
import { beforeAll, expect, test } from "vitest";
import { build } from "../../app/build";
import { appChecks, ONLY_TOGETHER } from "../../app/checks";
import { checkedEnvironments, environmentName } from "../../app/environments";
import { appPolicies } from "../../app/policies";
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

test.each(checkedEnvironments(platforms).map((one) => [environmentName(one), one] as const))(
  "passes every check for %s alone, and is the same, byte for byte",
  (name, environment) => {
    const outdir = scratch();
    synthesize(build([environment], outdir), { checks: appChecks(platforms, appPolicies, [name]), partial: true });
    const { "manifest.json": _, ...alone } = bytes(outdir);
    const stacks = (files: object) => Object.keys(files).filter((path) => path.startsWith(`stacks/${name}-`));

    expect(Object.entries(bytes(first))).toEqual(expect.arrayContaining(Object.entries(alone)));
    expect(stacks(alone)).toEqual(stacks(bytes(first)));
  },
);

test("stays whole, byte for byte, when one environment is synthesized again by its name", () => {
  const root = resolve(import.meta.dirname, "../..");
  const outdir = scratch();
  cpSync(first, outdir, { recursive: true });
  const changed = join(outdir, "stacks/lp-production-data/cdk.tf.json");
  writeFileSync(changed, "{}");
  const printed = execFileSync(process.execPath, [join(root, "launch.cjs"), join(root, "main.ts"), "lp-production"], {
    env: { ...process.env, CDKTF_OUTDIR: outdir },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

  expect(bytes(outdir)).toEqual(bytes(first));
  expect(printed).toContain(`Only lp-production was checked. \`pnpm synth\` without a name checks all`);
  expect(printed).toContain(ONLY_TOGETHER);
  expect(printed).not.toMatch(/^(?!lp-production-)\S+ +aws /m);
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
