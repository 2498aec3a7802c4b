/** Writes the checksums of all providers for every platform. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandError } from "./error";
import { errorsOf, run, terraformBinary } from "./run";
import { runnerEnv } from "./runner/environment";
import { LOCK_FILE, StackFolder } from "./runner/folder";
import { LOCKED_PROVIDERS, lockFaults, type RequiredProviders } from "./runner/locked-providers";
import type { Workspace } from "./runner/session";
import { chooseStacks } from "./workspace";

export interface LockOptions {
  /** Compare the file with the providers of the stacks instead of writing it. @default false */
  readonly check?: boolean;
}

/** Platforms of pipelines, of HCP Terraform and of the people who plan. */
export const PLATFORMS = ["linux_amd64", "linux_arm64", "darwin_amd64", "darwin_arm64", "windows_amd64"];

/**
 * Downloads the providers of all stacks once for each platform, and writes their checksums into one file. Stacks take
 * their lock files from it, so that a provider is the same on every machine.
 *
 * @returns exit status: 1 when the registry does not have all of them or does not answer, and the file is as before then;
 *   or when a comparison finds a provider that is not locked
 */
export async function lock(
  { check = false }: LockOptions = {},
  workspace: Workspace = chooseStacks({ stacks: ["*"] }).synthesize(),
  output = LOCKED_PROVIDERS,
): Promise<number> {
  const env = runnerEnv(workspace.env ?? process.env);
  const folders = workspace.ids.map((id) => new StackFolder(id, { outdir: workspace.outdir, env }));
  const required = requiredBy(folders);
  if (check) {
    const faults = lockFaults(output, required);
    console.log(faults.length > 0 ? faults.join("\n") : `${output}: ${Object.keys(required).length} providers`);
    return faults.length > 0 ? 1 : 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "lock-"));
  try {
    writeFileSync(join(folder, "providers.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
    const args = ["providers", "lock", ...PLATFORMS.map((platform) => `-platform=${platform}`), "-no-color"];
    const { status, output: text } = await run(terraformBinary(env), args, { cwd: folder, env });
    if (status !== 0) {
      const reason = (errorsOf(text) || `terraform ended with status ${status}`).replaceAll(/\s+/g, " ").trim();
      console.log(`${output}: not written, because the registry must answer for every provider, got ${reason}`);
      return 1;
    }
    copyFileSync(join(folder, LOCK_FILE), output);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  for (const { path } of folders) {
    // A stack with a lock file keeps it, so the next run could not take the new one.
    rmSync(join(path, LOCK_FILE), { force: true });
  }
  console.log(`${output}: ${Object.keys(required).length} providers for ${PLATFORMS.join(", ")}; commit it`);
  return 0;
}

/**
 * The providers of stacks.
 *
 * @throws CommandError when they want different versions of one
 */
export function requiredBy(folders: readonly StackFolder[]): RequiredProviders {
  const all = new Map<string, RequiredProviders[string]>();
  for (const folder of folders) {
    const own: RequiredProviders = folder.json().terraform.required_providers ?? {};
    for (const [name, provider] of Object.entries(own)) {
      const other = all.get(name) ?? provider;
      if (other.source !== provider.source || other.version !== provider.version) {
        throw new CommandError(
          `${folder.id}: ${name} must be ${other.source} ${other.version} as in other stacks, got ${provider.source} ${provider.version}; use one version of a provider`,
        );
      }
      all.set(name, provider);
    }
  }
  return Object.fromEntries([...all].sort(([a], [b]) => (a < b ? -1 : 1)));
}
