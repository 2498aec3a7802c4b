/** Finds the environments that a synthesis builds, because building and checking all takes several times as long. */
import type { Environment } from "../environments/schema/environment";
import type { GoogleSettings } from "../environments/schema/google";
import { type CheckedEnvironment, environmentName } from "./environments";

export interface ChosenEnvironments {
  readonly environments: readonly CheckedEnvironment[];
  /** Names of these environments. @default all are chosen */
  readonly names?: readonly string[];
}

/**
 * The environments whose stacks the filters may name, and those that share an AWS account or a Google Cloud project with
 * them, because quotas and most names are counted over an account. No stack reads values of another environment.
 * Without a filter all environments are chosen; with a filter that fits none too, so that the error can suggest any name.
 *
 * @param filters ids of stacks, with `*` for any characters, or names of environments and platforms
 */
export function chooseEnvironments(filters: readonly string[], all: readonly CheckedEnvironment[]): ChosenEnvironments {
  const named = filters.map((filter) => all.filter((one) => mayName(filter, one)));
  if (filters.length === 0 || named.some((own) => own.length === 0)) {
    return { environments: all };
  }
  const holders = new Set(named.flat().flatMap(holdersOf));
  const environments = all.filter((one) => holdersOf(one).some((id) => holders.has(id)));
  return environments.length === all.length
    ? { environments }
    : { environments, names: environments.map(environmentName) };
}

/** Names that stand for all stacks of a platform or of an environment. */
export function groupNames(environments: readonly CheckedEnvironment[]): string[] {
  return [...new Set(environments.flatMap((one) => [one.environment.platform, environmentName(one)]))];
}

/** Whether the filter is the name of the environment or of its platform, or may be that of one of its stacks. */
function mayName(filter: string, one: CheckedEnvironment): boolean {
  const [name, start] = [environmentName(one), filter.split("*", 1)[0]!];
  return (
    filter === one.environment.platform ||
    filter === name ||
    start.startsWith(`${name}-`) ||
    (filter.includes("*") && `${name}-`.startsWith(start))
  );
}

function holdersOf({ environment }: CheckedEnvironment): string[] {
  const { account, google } = environment as Environment & { readonly google?: GoogleSettings };
  return [account.id, ...(google ? [google.project.id] : [])];
}
