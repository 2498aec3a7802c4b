import { closest } from "fastest-levenshtein";
import { build } from "../app/build";
import { type CheckedEnvironment, checkedEnvironments } from "../app/environments";
import { select } from "../app/select";
import { placedDocumentationValues } from "../environments/schema/documentation-values";
import { EnvironmentStack } from "../stacks/base/environment-stack";
import { ownerFile } from "../stacks/base/platform";
import { platforms } from "../stacks/platforms";
import { CommandError } from "./error";

export interface NamedStack {
  readonly id: string;
  readonly stack: EnvironmentStack;
  readonly environment: CheckedEnvironment;
}

/**
 * The stacks that the filters name, producers before their consumers.
 *
 * @throws CommandError without a filter: a command that changes things never means everything
 * @throws SelectionError when a filter names no stack
 */
export function namedStacks(command: string, filters: readonly string[]): NamedStack[] {
  const checked = checkedEnvironments(platforms);
  // In the order they are defined, which is the order they can be applied in.
  const stacks = build(checked)
    .node.children.filter((child) => child instanceof EnvironmentStack)
    .map((stack) => ({
      id: stack.node.id,
      stack,
      environment: checked.find(({ environment }) => environment === stack.environment)!,
    }));
  const ids = stacks.map(({ id }) => id);
  if (filters.length === 0) {
    throw new CommandError(
      [`usage: pnpm ${command} STACK...`, "The stacks are:", ...ids.map((id) => `  ${id}`)].join("\n"),
    );
  }
  const selected = select(ids, filters);
  return stacks.filter(({ id }) => selected(id));
}

/**
 * The environment of that name, such as `dafnckmachine-production`.
 *
 * @throws CommandError when there is none
 */
export function namedEnvironment(name: string): CheckedEnvironment {
  const checked = checkedEnvironments(platforms);
  const names = checked.map(environmentName);
  const found = checked[names.indexOf(name)];
  if (!found) {
    throw new CommandError(
      [
        `no environment is named ${name}; did you mean ${closest(name, names)}?`,
        "The environments are:",
        ...names.map((one) => `  ${one}`),
      ].join("\n"),
    );
  }
  return found;
}

export function environmentName({ environment }: CheckedEnvironment): string {
  return `${environment.platform}-${environment.name}`;
}

/** Values that only the owner knows and that are still documentation values, a line each. */
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
 * Refuses environments that still hold values only their owner knows.
 *
 * @param except paths that may still hold one
 * @throws CommandError with every such value
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
