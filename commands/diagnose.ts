/** Looks for what would make a plan or an apply fail, and says how to mend it. */
import type { Json } from "@modules/checks/json";
import { engines } from "../package.json";
import { ClusterStack } from "../stacks/base/cluster-stack";
import { awsFaults, credentialFaults, onPath } from "./credentials";
import { account, locks, remainingTime } from "./diagnose/aws";
import { clusters } from "./diagnose/clusters";
import { delegation } from "./diagnose/delegations";
import type { Finding } from "./diagnose/finding";
import { googleQuotas } from "./diagnose/google-quotas";
import { administrators, buckets } from "./diagnose/names";
import { quotas } from "./diagnose/quotas";
import { dockerHubSecret } from "./diagnose/secrets";
import { clusterZones } from "./diagnose/zones";
import { CommandError } from "./error";
import { requiredBy } from "./lock";
import { terraformBinary, terraformVersion } from "./run";
import { StackFolder } from "./runner/folder";
import { LOCKED_PROVIDERS, lockFaults } from "./runner/locked-providers";
import { readProducers } from "./runner/reads";
import { documentationFaults, type NamedStack } from "./stacks";
import { chooseStacks } from "./workspace";

/** Oldest Terraform that understands the stacks: states in S3 are locked without a table since. */
const TERRAFORM = "1.11.0";

/** `diagnose [STACK...]`: prints every check, and returns 1 if one found a fault. */
export async function diagnose(stacks: readonly string[]): Promise<number> {
  const { chosen, synthesize } = chooseStacks({ stacks });
  const { outdir } = synthesize();
  const findings = await Promise.all([
    ...readiness(chosen),
    ...environmentsOf(chosen).flatMap((one) => [
      locks(one),
      clusterZones(one, jsonOf(one, chosen, outdir)),
      buckets(one, jsonOf(one, chosen, outdir)),
      administrators(one),
      dockerHubSecret(one),
      delegation(one),
      quotas(one),
      googleQuotas(one),
    ]),
    ...clusters(chosen),
    producers(chosen, outdir),
    lockedProviders(chosen, outdir),
  ]);
  for (const { subject, faults, skipped } of findings.filter((one) => one !== undefined)) {
    console.log(skipped ? `-  ${subject}: not checked, ${skipped}` : `${faults.length > 0 ? "!!" : "ok"} ${subject}`);
    for (const fault of faults) {
      console.log(`     ${fault}`);
    }
  }
  return findings.some((one) => one && one.faults.length > 0) ? 1 : 0;
}

/** The synthesized JSON of those stacks that are the environment's. */
function jsonOf(environment: Environment, stacks: readonly NamedStack[], outdir: string): Json[] {
  return stacks
    .filter((one) => one.environment === environment)
    .map(({ id }) => new StackFolder(id, { outdir }).json());
}

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
    ...(needed ? readiness(stacks) : tools()),
    ...(credentials && !needed ? credentialsAtHand(stacks) : []),
  ]);
  const faults = findings.flatMap((one) => one.faults);
  if (faults.length > 0) {
    throw new CommandError([...faults, "`pnpm diagnose` checks again."].join("\n"));
  }
}

/** Checks of the tools, which need no account. */
function tools(): (Finding | Promise<Finding>)[] {
  return [{ subject: `Node ${process.versions.node}`, faults: nodeFaults() }, terraformFinding()];
}

/** Checks that the providers find credentials. Stacks inside clusters are planned with stand-ins and log in to none. */
function credentialsAtHand(stacks: readonly NamedStack[]): (Finding | Promise<Finding>)[] {
  const outside = stacks.filter(({ stack }) => !(stack instanceof ClusterStack));
  return [{ subject: "credentials of the clouds", faults: credentialFaults(outside) }, awsFinding(outside)];
}

/** The AWS CLI, where it is installed, says more about an account that is to answer. */
async function awsFinding(stacks: readonly NamedStack[], asked = false): Promise<Finding> {
  const subject = "credentials of AWS";
  return asked && onPath("aws")
    ? { subject, faults: [], skipped: "the AWS CLI checks them" }
    : { subject, faults: await awsFaults(stacks) };
}

function readiness(stacks: readonly NamedStack[]): (Finding | Promise<Finding>)[] {
  const owned = documentationFaults(stacks.map(({ environment }) => environment));
  const fix = owned.length > 0 ? ["Put the real values there; only the owner knows them."] : [];
  return [
    ...tools(),
    { subject: "the owner's values", faults: [...owned, ...fix] },
    { subject: "credentials of the clouds", faults: credentialFaults(stacks) },
    // Documentation values belong to accounts that nobody has.
    ...(owned.length > 0
      ? []
      : [
          awsFinding(stacks, true),
          ...environmentsOf(stacks).flatMap((one) => [
            account(one),
            remainingTime(one, stacks.filter(({ environment }) => environment === one).length),
          ]),
        ]),
  ];
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

type Environment = NamedStack["environment"];

/** Environments of stacks in AWS, whose provider wants the credentials of their account. */
function environmentsOf(stacks: readonly NamedStack[]): Environment[] {
  return [...new Set(stacks.map(({ environment }) => environment))].filter(
    ({ environment }) => environment.state.backend === "s3",
  );
}

/** Looks for the checksums of the stacks' providers. A plan works without them, with whatever files the registry has. */
function lockedProviders(stacks: readonly NamedStack[], outdir: string): Finding {
  const required = requiredBy(stacks.map(({ id }) => new StackFolder(id, { outdir })));
  return { subject: "checksums of the providers", faults: lockFaults(LOCKED_PROVIDERS, required) };
}

/** Lists stacks that must be applied before those chosen, unless they are chosen as well. */
async function producers(stacks: readonly NamedStack[], outdir: string): Promise<Finding> {
  const subject = "stacks that others read from are applied";
  const missing = await Promise.all(
    stacks.map(async ({ id }) => {
      const reads = await readProducers(new StackFolder(id, { outdir }).json());
      return reads.missing.length > 0 ? [`${id}: apply ${reads.missing.join(", ")} first`] : [];
    }),
  ).catch((error: Error) => error);
  return missing instanceof Error
    ? { subject, faults: [], skipped: missing.message.split("\n").slice(0, 2).join(": ") }
    : { subject, faults: missing.flat() };
}
