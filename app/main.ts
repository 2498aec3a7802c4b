import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { findingsOf, type PolicyOptions } from "@modules/checks/policies/findings";
import { report } from "@modules/checks/policies/report";
import { sarif } from "@modules/checks/policies/sarif";
import { type PreparedStack, stacksOf } from "@modules/checks/prepare";
import { disableStackTraces, recordSources } from "@modules/checks/stack-traces";
import { synthesize } from "@modules/checks/synthesize";
import { nearest } from "@modules/core/nearest";
import type { TerraformStack } from "cdktf";
import { delegationWarnings } from "../environments/schema/between-environments";
import { placedDocumentationValues } from "../environments/schema/documentation-values";
import type { Platform } from "../stacks/base/platform";
import { platforms as allPlatforms } from "../stacks/platforms";
import { build } from "./build";
import { appChecks, appWarnings, ONLY_TOGETHER } from "./checks";
import { chooseEnvironments, groupNames } from "./choose";
import { type CheckedEnvironment, checkedEnvironments, environmentName } from "./environments";
import { faultSources } from "./fault-sources";
import { appPolicies } from "./policies";
import { progressOn } from "./progress";
import { table } from "./report";
import { select } from "./select";
import { isUserError } from "./user-error";
import { endWaivers } from "./waivers";

const USAGE = `Usage: pnpm synth [--stack-traces] [--sarif FILE] [--json FILE] [--owner] [STACK...]

Checks every stack of the environments that are named, or of all, and writes the stacks to cdktf.out/stacks.

  STACK           a stack's id, in which * stands for any characters, an environment or a platform
  --stack-traces  shows in errors of cdktf where a value was made; slower
  --sarif FILE    writes the violations of policies as SARIF, for code hosts
  --json FILE     writes every policy with its resources, violations and waivers, for auditors
  --owner         warns of environments whose owner's values are missing, before cdktf plans or applies them
  --help          this text`;

/**
 * Synthesizes the stacks that the arguments name and prints a table of them.
 *
 * @returns exit status: 0, 1 for faults of environments or stacks, or 2 for faults of the arguments
 */
export function main(
  args: readonly string[],
  platforms: readonly Platform[] = allPlatforms,
  policyOptions: PolicyOptions = platforms === allPlatforms ? appPolicies : {},
): number {
  const start = performance.now();
  const parsed = parse(args);
  if (typeof parsed === "string") {
    console.error(`${parsed}\n\n${USAGE}`);
    return 2;
  }
  if (parsed.values.help) {
    console.log(USAGE);
    return 0;
  }
  const traced = parsed.values["stack-traces"];
  if (!traced) {
    disableStackTraces();
  }
  const stopRecording = parsed.values.sarif ? recordSources() : () => {};
  const progress = progressOn(process.stderr);
  let built: readonly TerraformStack[] = [];
  try {
    const all = checkedEnvironments(platforms);
    const { environments, names } = chooseEnvironments(parsed.positionals, all);
    const app = build(environments, undefined, progress.show);
    built = stacksOf(app);
    const ids = built.map(({ node }) => node.id);
    const warnings = [...(parsed.values.owner ? ownerWarnings(environments) : []), ...delegationWarnings(all)];
    const stacks = synthesize(app, {
      checks: appChecks(platforms, policyOptions, names),
      partial: names !== undefined,
      prepared: (prepared) => writeReports(prepared, policyOptions, parsed.values),
      selected: select(ids, parsed.positionals, groupNames(all)),
      progress: progress.show,
      warnings: appWarnings(policyOptions, endWaivers),
      warn: (line) => warnings.push(line),
    });
    progress.clear();
    for (const warning of warnings) {
      console.error(warning);
    }
    console.log(table(stacks, performance.now() - start));
    if (names) {
      console.log(
        `Only ${names.join(", ")} was checked. \`pnpm synth\` without a name checks all, and also ${ONLY_TOGETHER}.`,
      );
    }
    return 0;
  } catch (error) {
    progress.clear();
    if (!isUserError(error)) {
      throw error;
    }
    console.error(traced ? tracesOf(error) : error.message);
    for (const line of faultSources(built, error.message)) {
      console.error(line);
    }
    return 1;
  } finally {
    stopRecording();
  }
}

/** Environments with documentation values, which Terraform refuses with an error that names no file of this repository. */
function ownerWarnings(environments: readonly CheckedEnvironment[]): string[] {
  return environments.flatMap((one) => {
    const [first, ...others] = placedDocumentationValues(one.environment, one.platform.owner);
    const name = environmentName(one);
    return first
      ? [
          `warning: ${name} cannot be planned yet: ${first.path} and ${others.length} other values of its owner are still those of the vendors' documentation; \`pnpm diagnose ${name}\` lists them`,
        ]
      : [];
  });
}

/** Writes the reports that the arguments ask for, also when the checks will fail. */
function writeReports(
  stacks: readonly PreparedStack[],
  options: PolicyOptions,
  files: { readonly sarif?: string; readonly json?: string },
): void {
  const write = (file: string, content: unknown) => writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`);
  if (files.sarif) {
    write(files.sarif, sarif(findingsOf(stacks, options.rules), options));
  }
  if (files.json) {
    write(files.json, report(stacks, options));
  }
}

/** The message and where the error was thrown; the trace of the error that caused it says more than its own. */
function tracesOf({ message, stack, cause }: Error): string {
  return cause instanceof Error ? `${message}\n${cause.stack}` : `${stack}`;
}

const OPTIONS = {
  help: { type: "boolean", short: "h", default: false },
  "stack-traces": { type: "boolean", default: false },
  sarif: { type: "string" },
  json: { type: "string" },
  owner: { type: "boolean", default: false },
} as const;

/** Returns the parsed arguments, or the message of a fault in them. */
function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    // Node then explains how to give an option as a name, which no stack has.
    const [message = ""] = (error as Error).message.split(". ", 1);
    const [, option = ""] = /'--([\w-]+)'/.exec(message) ?? [];
    const near = nearest(option, Object.keys(OPTIONS));
    return `${message}; ${near ? `did you mean --${near}?` : "the usage says what is allowed"}`;
  }
}
