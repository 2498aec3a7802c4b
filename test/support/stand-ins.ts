import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";

const PREPARE = resolve("..", "shared", "stand-in-provider", "prepare.sh");

/**
 * Environment variables with which Terraform finds providers: the real ones, or stand-ins for all of
 * them. Undefined for stand-ins if the script that creates them does not exist.
 */
export function providerEnv(kind: "real" | "stand-in"): NodeJS.ProcessEnv | undefined {
  if (!existsSync(PREPARE)) {
    return kind === "real" ? terraformEnv(kind) : undefined;
  }
  const script = `eval "$("$0" ${kind === "stand-in" ? "--all" : ""})" && printf %s "$TF_CLI_CONFIG_FILE"`;
  const file = execFileSync("bash", ["-c", script, PREPARE], { encoding: "utf8", env: withoutAws() });
  return { ...terraformEnv(kind), TF_CLI_CONFIG_FILE: file };
}

function terraformEnv(kind: string): NodeJS.ProcessEnv {
  const plugins = resolve("node_modules", ".cache", `terraform-plugins-${kind}`);
  mkdirSync(plugins, { recursive: true });
  return {
    ...withoutAws(),
    AWS_ACCESS_KEY_ID: "offline",
    AWS_SECRET_ACCESS_KEY: "offline",
    AWS_EC2_METADATA_DISABLED: "true",
    // The provider refuses tokens of fewer than 40 characters before it plans.
    CLOUDFLARE_API_TOKEN: "offline-".repeat(5),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_PLUGIN_CACHE_DIR: plugins,
    // Each folder is a copy for one run and has no lock file.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
  };
}

/** The variables of this process without AWS_PROFILE and others that lead to real accounts. */
function withoutAws(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
}
