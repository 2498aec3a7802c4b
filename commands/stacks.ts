import { suggestion } from "@modules/core/nearest";
import { type CheckedEnvironment, checkedEnvironments, environmentName } from "../app/environments";
import { placedDocumentationValues } from "../environments/schema/documentation-values";
import type { S3State } from "../environments/schema/state";
import type { EnvironmentStack } from "../stacks/base/environment-stack";
import { ownerFile } from "../stacks/base/platform";
import { platforms } from "../stacks/platforms";
import { CommandError } from "./error";

/** A stack with the environment that it belongs to. */
export interface NamedStack {
  readonly id: string;
  readonly stack: EnvironmentStack;
  readonly environment: CheckedEnvironment;
}

/**
 * The environment with a name such as `dafnckmachine-production`.
 *
 * @throws CommandError for an unknown name, with the nearest one
 */
export function namedEnvironment(name: string): CheckedEnvironment {
  const checked = checkedEnvironments(platforms);
  const names = checked.map(environmentName);
  const found = checked[names.indexOf(name)];
  if (!found) {
    throw new CommandError(
      [
        `no environment is named ${name}; ${suggestion(name, names, "take one that there is")}`,
        "The environments are:",
        ...names.map((one) => `  ${one}`),
      ].join("\n"),
    );
  }
  return found;
}

/**
 * The environment's state in S3.
 *
 * @param fix what to do instead, for the end of the message
 * @throws CommandError when HCP Terraform keeps the state
 */
export function s3StateOf(
  { file, environment }: Pick<CheckedEnvironment, "file" | "environment">,
  fix: string,
): S3State {
  const { state } = environment;
  if (state.backend === "hcp") {
    throw new CommandError(`${file}: state.backend must be s3, got hcp; ${fix}`);
  }
  return state;
}

/** Settings of the owner that still have their documentation value, a line each. */
export function documentationFaults(
  environments: Iterable<CheckedEnvironment>,
  except: readonly string[] = [],
): string[] {
  const lines = [...new Set(environments)].flatMap(({ platform, file, environment }) =>
    placedDocumentationValues(environment, platform.owner, except).map(({ path, value, inOwner }) => {
      return `${inOwner ? ownerFile(platform) : file}: ${path} is still the documentation value ${value}`;
    }),
  );
  return [...new Set(lines)];
}

/**
 * Refuses stacks whose states lie in accounts of documentation values, which do not exist.
 *
 * @throws CommandError with every value, a line each
 */
export function refuseDocumentationStates(
  stacks: readonly NamedStack[],
  { emulator = false }: { readonly emulator?: boolean },
): void {
  if (!emulator) {
    refuseDocumentationValues(stacks.map(({ environment }) => environment));
  }
}

/**
 * Refuses environments in which settings of the owner still have their documentation value.
 *
 * @param except paths of settings that may have one
 * @throws CommandError with every such setting, a line each
 */
export function refuseDocumentationValues(
  environments: Iterable<CheckedEnvironment>,
  except: readonly string[] = [],
): void {
  const faults = documentationFaults(environments, except);
  if (faults.length > 0) {
    throw new CommandError([...faults, "Put the real values there; only the owner knows them."].join("\n"));
  }
}
