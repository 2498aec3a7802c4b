/** Checksums of the providers for every platform, which one file holds for all stacks. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** File at the root with the checksums of all providers, which `pnpm lock` writes. */
export const LOCKED_PROVIDERS = "terraform.lock.hcl";

/** `required_providers` of a stack's JSON. */
export type RequiredProviders = Readonly<Record<string, { readonly source: string; readonly version?: string }>>;

/** Settings of Terraform's configuration with which providers come from a disk. */
const FROM_DISK = /^\s*(dev_overrides|filesystem_mirror)\b/m;

const BLOCK = /^provider "([^"]+)" \{\n[\s\S]*?^\}\n/gm;

/** Writes a stack's lock file from the one for all stacks, if that exists. */
export function writeLockFile(file: string, all: string, required: RequiredProviders, env: NodeJS.ProcessEnv): void {
  if (!existsSync(all)) {
    return;
  }
  const disk = diskSetting(env);
  const text = disk ? undefined : lockFileFor(readFileSync(all, "utf8"), required);
  if (disk) {
    saidOnce(`${all}: not used, because Terraform's ${disk} may provide other files than the registry`);
  } else if (text) {
    writeFileSync(file, text);
  }
}

/** Providers without checksums in the file for all stacks, a line each. */
export function lockFaults(all: string, required: RequiredProviders): string[] {
  const fix = "run `pnpm lock` and commit the file";
  if (!existsSync(all)) {
    return [`${all}: must hold the checksums of all providers, so that all machines get the same, got no file; ${fix}`];
  }
  const blocks = readFileSync(all, "utf8").matchAll(BLOCK);
  const locked = new Map([...blocks].map(([block, name]) => [name, constraint(block)]));
  return Object.values(required)
    .filter(({ source, version }) => locked.get(address(source)) !== version?.replaceAll(" ", ""))
    .map(({ source, version }) => {
      const got = locked.get(address(source));
      return `${all}: must hold checksums of ${source} ${version}, got ${got ? `those of ${got}` : "none"}; ${fix}`;
    });
}

/**
 * A lock file with those blocks that a stack needs. A provider that is locked with another version constraint is left
 * out, because Terraform refuses a locked version that the constraint does not admit.
 *
 * @param all text of the file for all stacks
 * @returns undefined when no block is the stack's
 */
function lockFileFor(all: string, required: RequiredProviders): string | undefined {
  const wanted = new Map(
    Object.values(required).map(({ source, version }) => [address(source), version?.replaceAll(" ", "")]),
  );
  const blocks = [...all.matchAll(BLOCK)]
    .filter(([block, name]) => wanted.has(name!) && wanted.get(name!) === constraint(block))
    .map(([block]) => block);
  return blocks.length > 0 ? blocks.join("\n") : undefined;
}

/** The setting by which Terraform takes providers from a disk, whose files may differ from those of the registry. */
function diskSetting(env: NodeJS.ProcessEnv): string | undefined {
  const home = env.HOME ?? homedir();
  const file = env.TF_CLI_CONFIG_FILE || join(home, ".terraformrc");
  return existsSync(file) ? FROM_DISK.exec(readFileSync(file, "utf8"))?.[1] : undefined;
}

/** The provider's address as it stands in lock files: with its registry and its namespace. */
function address(source: string): string {
  const parts = source.split("/");
  return ["registry.terraform.io", "hashicorp"]
    .slice(0, 3 - parts.length)
    .concat(parts)
    .join("/");
}

function constraint(block: string): string | undefined {
  return /^\s*constraints\s*=\s*"(.*)"$/m.exec(block)?.[1]?.replaceAll(" ", "");
}

const said = new Set<string>();

/** Prints a line once in a process, because it concerns every stack. */
export function saidOnce(line: string): void {
  if (!said.has(line)) {
    said.add(line);
    console.error(line);
  }
}
