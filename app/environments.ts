import { checkEnvironment, EnvironmentError } from "../environments/schema/check";
import type { Environment } from "../environments/schema/environment";
import type { Platform } from "../stacks/base/platform";

export interface CheckedEnvironment {
  readonly platform: Platform;
  readonly file: string;
  readonly environment: Environment;
}

/**
 * All environments of the platforms, checked.
 *
 * @throws EnvironmentError with every fault of every file
 */
export function checkedEnvironments(platforms: readonly Platform[]): CheckedEnvironment[] {
  const checked: CheckedEnvironment[] = [];
  const faults: string[] = [];
  for (const platform of platforms) {
    for (const file of platform.environments) {
      const result = checkEnvironment(platform.schema, file);
      if ("faults" in result) {
        faults.push(...result.faults);
      } else {
        checked.push({ platform, file: file.file, environment: result.value as Environment });
      }
    }
  }
  if (faults.length > 0) {
    throw new EnvironmentError(faults.join("\n"));
  }
  return checked;
}
