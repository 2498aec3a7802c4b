import { faultsBetween } from "../environments/schema/between-environments";
import { checkEnvironment, EnvironmentError } from "../environments/schema/check";
import type { Environment } from "../environments/schema/environment";
import { ownerFile, type Platform } from "../stacks/base/platform";

/** An environment whose data fits the schema of its platform. */
export interface CheckedEnvironment {
  readonly platform: Platform;
  /** Path of the environment's file, from the root of the repository. */
  readonly file: string;
  readonly environment: Environment;
}

/** `<platform>-<environment>`, with which the ids of all its stacks begin. */
export function environmentName({ environment }: Pick<CheckedEnvironment, "environment">): string {
  return `${environment.platform}-${environment.name}`;
}

/**
 * Checks the environments of all platforms.
 *
 * @throws EnvironmentError with every fault of every file, a line each
 */
export function checkedEnvironments(platforms: readonly Platform[]): CheckedEnvironment[] {
  const checked: CheckedEnvironment[] = [];
  const faults: string[] = [];
  for (const platform of platforms) {
    for (const file of platform.environments) {
      const misplaced = misplacedFaults(platform, file);
      if (misplaced.length > 0) {
        // The schema would report the same mistake again, as missing or foreign values.
        faults.push(...misplaced);
        continue;
      }
      const result = checkEnvironment(platform.schema, file);
      if ("faults" in result) {
        faults.push(...result.faults);
      } else {
        checked.push({ platform, file: file.file, environment: result.value as Environment });
      }
    }
  }
  if (faults.length === 0) {
    faults.push(...faultsBetween(checked));
  }
  if (faults.length > 0) {
    throw new EnvironmentError(faults.join("\n"));
  }
  return checked;
}

/** Checks that a file holds the environment that it is named after, and that the platform's owner has values for it. */
function misplacedFaults(platform: Platform, { name, file, data }: Platform["environments"][number]): string[] {
  const folder = `environments/${platform.name}`;
  const owned = Object.keys(platform.owner.environments);
  if (data === undefined && !owned.includes(name)) {
    return [
      `${file}: must be exported from ${folder}/all.ts and have values in ${ownerFile(platform)}, got neither; add ${name} to both, or delete the file`,
    ];
  }
  if (data === undefined) {
    return [
      `${file}: must export a constant ${name}, as the file is called, got none; export it from ${folder}/all.ts too, or take ${name} out of ${ownerFile(platform)}`,
    ];
  }
  const given = (data as { readonly name?: unknown } | null)?.name;
  return [
    ...(given === undefined || given === name
      ? []
      : [
          `${file}: name: must be "${name}", as the file is called, got ${JSON.stringify(given)}; write ${JSON.stringify(name)}, or rename the file`,
        ]),
    ...(owned.includes(name)
      ? []
      : [
          `${ownerFile(platform)}: environments: must have values for ${name}, got ${owned.join(", ") || "none"}; add ${name}`,
        ]),
  ];
}
