/** Checks what every plan and apply needs: the tools, the owner's values, credentials, and an account that answers. */
import { engines } from "../../package.json";
import { ClusterStack } from "../../stacks/base/cluster-stack";
import { awsFaults, credentialFaults, needsAws } from "../credentials";
import { CommandError } from "../error";
import { terraformBinary, terraformVersion } from "../run";
import { onPath } from "../runner/machine";
import { documentationFaults, type NamedStack } from "../stacks";
import { identity, remainingTime, stateBackend } from "./aws";
import type { Finding } from "./finding";

/** Oldest Terraform that runs the stacks, which use write-only arguments. https://developer.hashicorp.com/terraform/language/resources/ephemeral/write-only */
const TERRAFORM = "1.11.0";

export interface ReadinessOptions {
  /** Whether the account and its state have to answer, and the owner's values to be filled in. @default true */
  readonly account?: boolean;
  /** Whether credentials have to be at hand, as for a plan without an account. @default the value of `account` */
  readonly credentials?: boolean;
}

/**
 * Checks what every plan and apply needs.
 *
 * @throws CommandError with every fault, a line each
 */
export async function checkReadiness(
  stacks: readonly NamedStack[],
  { account: needed = true, credentials = needed }: ReadinessOptions = {},
): Promise<void> {
  const findings = await Promise.all([
    ...tools(),
    ...(needed ? readiness(stacks) : credentials ? credentialsAtHand(stacks) : []),
  ]);
  const faults = findings.flat().flatMap((one) => one?.faults ?? []);
  if (faults.length > 0) {
    throw new CommandError([...faults, "`pnpm diagnose` checks again."].join("\n"));
  }
}

/** Checks of the tools, which need no account. */
export function tools(): (Finding | Promise<Finding>)[] {
  return [{ subject: `Node ${process.versions.node}`, faults: nodeFaults() }, terraformFinding()];
}

/**
 * Checks that the providers find credentials of stacks that are planned without states. Stacks inside clusters are
 * planned with placeholders and log in to none.
 */
function credentialsAtHand(stacks: readonly NamedStack[]): (Finding | Promise<Finding>)[] {
  const outside = stacks.filter(({ stack }) => !(stack instanceof ClusterStack));
  return [credentialsFinding(outside), awsFinding(outside, { states: false })];
}

function credentialsFinding(stacks: readonly NamedStack[]): Finding {
  return { subject: "credentials of the clouds", faults: credentialFaults(stacks) };
}

async function awsFinding(stacks: readonly NamedStack[], { states }: { readonly states: boolean }): Promise<Finding> {
  return { subject: "credentials of AWS", faults: await awsFaults(stacks, { states }) };
}

/** Stacks of environments without values of the vendors' documentation, whose accounts exist. */
export function ownedStacks(stacks: readonly NamedStack[]): NamedStack[] {
  const owned = new Set(
    environmentsOf(stacks).filter((environment) => documentationFaults([environment]).length === 0),
  );
  return stacks.filter(({ environment }) => owned.has(environment));
}

export function environmentsOf(stacks: readonly NamedStack[]): NamedStack["environment"][] {
  return [...new Set(stacks.map(({ environment }) => environment))];
}

/** Checks of the owner's values, of credentials, and of the accounts whose credentials the stacks use on this machine. */
export function readiness(stacks: readonly NamedStack[]): (Finding | Promise<(Finding | undefined)[]>)[] {
  const values = documentationFaults(environmentsOf(stacks));
  const fix = values.length > 0 ? ["Put the real values there; only the owner knows them."] : [];
  const inAws = ownedStacks(stacks).filter(({ stack }) => needsAws(stack, { states: true }));
  return [
    { subject: "the owner's values", faults: [...values, ...fix] },
    credentialsFinding(stacks),
    ...(onPath("aws")
      ? environmentsOf(inAws).map((one) =>
          accountFindings(one, inAws.filter(({ environment }) => environment === one).length),
        )
      : [awsFinding(inAws, { states: true }).then((one) => [one])]),
  ];
}

/**
 * Checks an account by the AWS CLI. The account comes first: what another account says of the state would mislead.
 *
 * @param count stacks to plan or apply
 */
async function accountFindings(
  environment: NamedStack["environment"],
  count: number,
): Promise<(Finding | undefined)[]> {
  const account = await identity(environment);
  return account.faults.length > 0 || account.skipped !== undefined
    ? [account]
    : [account, ...(await Promise.all([stateBackend(environment), remainingTime(environment, count)]))];
}

/** Faults of the Node in use. */
export function nodeFaults(version = process.versions.node): string[] {
  const oldest = engines.node.replace(/[^\d.]/g, "");
  return isOlder(version, oldest)
    ? [`Node must be ${oldest} or newer, got ${version}; install it from https://nodejs.org`]
    : [];
}

/** Checks the Terraform in use. */
export async function terraformFinding(env: NodeJS.ProcessEnv = process.env): Promise<Finding> {
  const binary = terraformBinary(env);
  const install = "install it: https://developer.hashicorp.com/terraform/install";
  try {
    const version = await terraformVersion(env);
    const old = isOlder(version, TERRAFORM);
    return {
      subject: `Terraform ${version}`,
      faults: old ? [`${binary} must be ${TERRAFORM} or newer, got ${version}; ${install}`] : [],
    };
  } catch (error) {
    return { subject: "Terraform", faults: [`${binary} must run, got: ${(error as Error).message}`] };
  }
}

function isOlder(version: string, oldest: string): boolean {
  const [own, other] = [version, oldest].map((text) => text.split(".").map(Number.parseFloat));
  const difference = other!.map((part, index) => own![index]! - part).find((one) => one !== 0) ?? 0;
  return difference < 0;
}
