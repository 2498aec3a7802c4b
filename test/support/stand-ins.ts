import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";

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
  return { ...terraformEnv(kind), TF_CLI_CONFIG_FILE: kind === "real" ? withLaunchers(dirname(file)) : file };
}

/**
 * Creates a mirror of providers in which a small program starts each real provider. Terraform reads whole provider
 * files for their checksums in every command, which takes two seconds for the 700 MB of AWS.
 *
 * @returns the configuration file that names the mirror
 */
function withLaunchers(mirror: string): string {
  const launchers = resolve("node_modules", ".cache", "terraform-launchers");
  const packages = (readdirSync(mirror, { recursive: true }) as string[]).filter(
    (path) => path.split(sep).length === 5,
  );
  for (const path of packages) {
    const source = join(mirror, path);
    const target = join(launchers, path);
    mkdirSync(dirname(target), { recursive: true });
    if (existsSync(join(source, "schema.json.gz"))) {
      // A stand-in needs no launcher, because it is small; it reads its schemas from its own folder.
      writeOnce(target, (file) => symlinkSync(source, file));
    } else {
      for (const program of readdirSync(source).filter((file) => file.startsWith("terraform-provider-"))) {
        mkdirSync(target, { recursive: true });
        const script = `#!/bin/sh\nexec "${join(source, program)}" "$@"\n`;
        writeOnce(join(target, program), (file) => writeFileSync(file, script, { mode: 0o755 }));
      }
    }
  }
  const configuration = join(launchers, "terraform.rc");
  const text = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(launchers)}\n  }\n}\n`;
  writeOnce(configuration, (file) => writeFileSync(file, text));
  return configuration;
}

/** Writes a file atomically, because test files that run at the same time create the same mirror. */
function writeOnce(file: string, write: (temporary: string) => void): void {
  const temporary = `${file}.${process.pid}`;
  write(temporary);
  renameSync(temporary, file);
}

function terraformEnv(kind: string): NodeJS.ProcessEnv {
  const plugins = resolve("node_modules", ".cache", `terraform-providers-${kind}`);
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
    // Terraform and its providers run only for seconds, a quarter of which garbage collection would take.
    GOGC: "400",
    // Each folder is a copy for one run and has no lock file.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
  };
}

/** The environment variables of this process without AWS_PROFILE and others that refer to real accounts. */
function withoutAws(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_")));
}
