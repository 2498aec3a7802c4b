import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { resolve } from "node:path";

const PREPARE = resolve("..", "shared", "stand-in-provider", "prepare.sh");

/**
 * Environment in which Terraform finds the providers of this machine: the real
 * ones, or stand-ins for all of them, where the script that makes them exists.
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
    // The real provider wants forty characters before it plans anything.
    CLOUDFLARE_API_TOKEN: "offline-".repeat(5),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_PLUGIN_CACHE_DIR: plugins,
    // Every folder here is a copy made for one run, without a lock file that could break.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
  };
}

/** Profiles, endpoints and certificates of the user's own accounts have no business in a test. */
function withoutAws(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
}
