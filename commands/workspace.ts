/** The stacks of this repository, synthesized for a run of Terraform. */
import { checks as allChecks } from "@modules/checks/checks/all";
import { synthesize as write } from "@modules/checks/synthesize";
import { type App, TerraformProvider } from "cdktf";
import { closest } from "fastest-levenshtein";
import { addressCheck } from "../app/addresses";
import { build, outputFolder } from "../app/build";
import { appChecks } from "../app/checks";
import { type ChosenEnvironments, chooseEnvironments, groupNames } from "../app/choose";
import { type CheckedEnvironment, checkedEnvironments, environmentName } from "../app/environments";
import { appPolicies } from "../app/policies";
import { select } from "../app/select";
import { ClusterStack } from "../stacks/base/cluster-stack";
import { EnvironmentStack } from "../stacks/base/environment-stack";
import { platforms } from "../stacks/platforms";
import { withStateKey, writeForEmulator } from "./emulator/account";
import { emulatorEnv } from "./emulator/moto";
import { type EmulatorTarget, targetFolder, targetOf } from "./emulator/target";
import { CommandError } from "./error";
import type { Workspace } from "./runner/session";
import { type NamedStack, namedEnvironment } from "./stacks";

export interface Choice {
  /** Stacks by id, with `*` for any characters, or by the name of a platform or an environment. */
  readonly stacks: readonly string[];
  /** Whether to leave out the stacks inside clusters. */
  readonly outsideClusters?: boolean;
  /**
   * Providers whose credentials are at hand, such as `aws`; stacks that use another one are left out.
   *
   * @default any
   */
  readonly providers?: readonly string[];
  /** Whether to take the stacks of the environment that `pnpm emulate` keeps on this machine. @default false */
  readonly emulator?: boolean;
}

export interface ChosenStacks {
  /** The chosen stacks, each after those that it takes values from. */
  readonly chosen: readonly NamedStack[];
  /** Checks and writes every stack of the environments of the chosen ones. */
  readonly synthesize: () => Workspace;
}

/**
 * Finds the chosen stacks.
 *
 * @throws SelectionError when a name matches no stack
 */
export function chooseStacks(choice: Choice): ChosenStacks {
  const { stacks, outsideClusters = false, providers = choice.emulator ? EMULATED : undefined } = choice;
  const target = choice.emulator ? targetOf(stacks) : undefined;
  const { groups, names, app, all } = target ? emulatedStacks(target) : stacksOf(stacks);
  const ids = all.map(({ id }) => id);
  const selected = select(ids, stacks, groups);
  refuseUnknownProviders(providers ?? []);
  const chosen = all
    .filter(({ id }) => selected(id))
    .filter(({ stack }) => !(outsideClusters && stack instanceof ClusterStack))
    .filter(({ stack }) => providers === undefined || usesOnly(stack, providers));
  if (chosen.length === 0) {
    throw new CommandError(nothingLeft(choice, providers));
  }
  return {
    chosen,
    synthesize: () => (target ? synthesizeForEmulator(target, app, all) : synthesizeAll(app, all, names)),
  };
}

function nothingLeft({ stacks, outsideClusters, emulator }: Choice, providers: readonly string[] | undefined): string {
  const left = providers ? ` that uses no provider but ${providers.join(", ")}` : "";
  const options = [
    ...(outsideClusters ? ["--outside-clusters"] : []),
    ...(providers ? [emulator ? "--emulator" : "--providers"] : []),
  ];
  return `${stacks.join(", ")}: must name a stack${outsideClusters ? " outside of clusters" : ""}${left}, got none; leave out ${options.join(" and ")}`;
}

function synthesizeAll(app: App, all: readonly NamedStack[], names: readonly string[] | undefined): Workspace {
  write(app, { checks: appChecks(platforms, appPolicies, names), partial: names !== undefined });
  return { outdir: app.outdir, ...relationsOf(all) };
}

/** Writes the stacks of AWS for the emulator. Stacks with other providers are not planned there, and do not block a destroy. */
function synthesizeForEmulator(target: EmulatorTarget, app: App, all: readonly NamedStack[]): Workspace {
  writeForEmulator(app, { checks: [...allChecks, addressCheck([target.environment])] });
  const emulated = all.filter(({ stack }) => usesOnly(stack, EMULATED));
  return { outdir: app.outdir, ...relationsOf(emulated), env: emulatorEnv(target.endpoint) };
}

function relationsOf(all: readonly NamedStack[]): Pick<Workspace, "ids" | "dependencies" | "approved"> {
  // References between stacks are dependencies once they are resolved.
  const dependencies = all.map(({ id, stack }) => [id, stack.dependencies.map(({ node }) => node.id)] as const);
  const approved = all.map(({ id, environment }) => [id, environment.environment.delivery.approved] as const);
  return { ids: all.map(({ id }) => id), dependencies: new Map(dependencies), approved: new Map(approved) };
}

/** Providers whose resources the emulator knows. */
const EMULATED = ["aws"];

function usesOnly(stack: EnvironmentStack, providers: readonly string[]): boolean {
  return providersOf(stack).every((name) => providers.includes(name));
}

/** The folder in which a run keeps its plans, logs and what it has left. */
export function runFolder({ emulator = false }: Pick<Choice, "emulator">): string {
  return emulator ? targetFolder(targetOf([]).environment) : outputFolder();
}

/** Names of the providers that a stack uses, such as `aws`: it is planned with the credentials of each. */
export function providersOf(stack: EnvironmentStack): string[] {
  const used = stack.node.children.filter((child) => child instanceof TerraformProvider);
  return [...new Set(used.map(({ terraformResourceType }) => terraformResourceType))].sort();
}

/** Providers that the base classes of stacks configure, whether an environment has such stacks or not. */
const PROVIDERS = ["aws", "cloudflare", "github", "google", "helm", "kubernetes", "tfe"];

function refuseUnknownProviders(names: readonly string[]): void {
  const wrong = names.find((name) => !PROVIDERS.includes(name));
  if (wrong !== undefined) {
    throw new CommandError(
      `--providers: must be of ${PROVIDERS.join(", ")}, got ${wrong}; did you mean ${closest(wrong, PROVIDERS)}?`,
    );
  }
}

/**
 * Finds the one stack that a name stands for.
 *
 * @param purpose what the stack does, for the end of the message
 * @throws CommandError when the name stands for several stacks
 */
export function chooseStack(name: string, purpose: string, options: Pick<Choice, "emulator"> = {}): ChosenStacks {
  const choice = chooseStacks({ stacks: [name], ...options });
  const count = choice.chosen.length;
  if (count > 1) {
    throw new CommandError(`${name}: must name one stack, got ${count}; name the one that ${purpose}`);
  }
  return choice;
}

interface BuiltStacks {
  /** Names of the platforms and environments there are. */
  readonly groups: readonly string[];
  /** Names of the environments whose stacks are built. @default all */
  readonly names?: readonly string[];
  readonly app: App;
  /** The stacks in an order in which they can be applied. */
  readonly all: readonly NamedStack[];
}

const built = new Map<string, BuiltStacks>();

/** The stacks of the environments, built once in a process. */
function buildOnce(
  outdir: string,
  { environments, names }: ChosenEnvironments,
  everyone: readonly CheckedEnvironment[],
): BuiltStacks {
  const key = [outdir, ...environments.map(environmentName)].join(" ");
  const known = built.get(key);
  if (known) {
    return known;
  }
  const app = build(environments, outdir);
  const all = app.node.children
    .filter((child) => child instanceof EnvironmentStack)
    .map((stack) => ({ id: stack.node.id, stack, environment: environmentOf(stack, environments) }));
  built.set(key, { groups: groupNames(everyone), names, app, all });
  return built.get(key)!;
}

/** Every stack of the environments that the names are of. */
function stacksOf(names: readonly string[]): BuiltStacks {
  const everyone = checkedEnvironments(platforms);
  return buildOnce(outputFolder(), chooseEnvironments(names, everyone), everyone);
}

/** The stacks of an emulated environment, with the key of its states. */
function emulatedStacks({ environment, keyArn }: EmulatorTarget): BuiltStacks {
  const environments = [withStateKey(namedEnvironment(environment), keyArn)];
  return buildOnce(targetFolder(environment), { environments }, environments);
}

function environmentOf(stack: EnvironmentStack, environments: readonly CheckedEnvironment[]): CheckedEnvironment {
  return environments.find(({ environment }) => environment === stack.environment)!;
}
