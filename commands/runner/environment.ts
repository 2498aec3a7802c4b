/** Environment variables of Terraform. */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";

/** Folder in which Terraform keeps the providers of all stacks. Terraform fails while it does not exist. */
export function pluginCache(env: NodeJS.ProcessEnv = process.env): string {
  const folder = env.TF_PLUGIN_CACHE_DIR ?? resolve("node_modules", ".cache", "terraform-plugins");
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Environment variables of every Terraform that the runner starts. */
export function runnerEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...env,
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_PLUGIN_CACHE_DIR: pluginCache(env),
    // Without a lock file Terraform would download each provider again for each stack to compute its checksums.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "true",
  };
}
