/** Looks for what would make a plan or an apply fail, and says how to mend it. */
import { existsSync } from "node:fs";
import { engines } from "../package.json";
import { credentialFaults, onPath } from "./credentials";
import { CommandError } from "./error";
import { run, terraformBinary, terraformVersion } from "./run";
import { StackFolder } from "./runner/folder";
import { readProducers } from "./runner/reads";
import { documentationFaults, environmentName, type NamedStack, type S3State } from "./stacks";
import { chooseStacks } from "./workspace";

/** Result of a check: its faults, a line each, or the reason for which it was left out. */
export interface Finding {
  readonly subject: string;
  readonly faults: readonly string[];
  readonly skipped?: string;
}

/** Oldest Terraform that understands the stacks: states in S3 are locked without a table since. */
const TERRAFORM = "1.11.0";

/** `doctor [STACK...]`: prints every check, and returns 1 if one found a fault. */
export async function doctor(stacks: readonly string[]): Promise<number> {
  const { chosen, synthesize } = chooseStacks({ stacks });
  const { outdir } = synthesize();
  const findings = await Promise.all([
    ...readiness(chosen),
    ...environmentsOf(chosen).map((one) => locks(one)),
    producers(chosen, outdir),
  ]);
  for (const { subject, faults, skipped } of findings) {
    console.log(skipped ? `-  ${subject}: not checked, ${skipped}` : `${faults.length > 0 ? "!!" : "ok"} ${subject}`);
    for (const fault of faults) {
      console.log(`     ${fault}`);
    }
  }
  return findings.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

export interface ReadinessOptions {
  /** Whether the account and its state have to answer, and the owner's values to be filled in. @default true */
  readonly account?: boolean;
}

/**
 * Checks what every plan and apply needs.
 *
 * @throws CommandError with every fault, a line each
 */
export async function checkReadiness(
  stacks: readonly NamedStack[],
  { account: needed = true }: ReadinessOptions = {},
): Promise<void> {
  const findings = await Promise.all(needed ? readiness(stacks) : tools());
  const faults = findings.flatMap((one) => one.faults);
  if (faults.length > 0) {
    throw new CommandError([...faults, "`pnpm doctor` checks again."].join("\n"));
  }
}

/** What runs without an account. */
function tools(): (Finding | Promise<Finding>)[] {
  return [{ subject: `Node ${process.versions.node}`, faults: nodeFaults() }, terraformFinding()];
}

function readiness(stacks: readonly NamedStack[]): (Finding | Promise<Finding>)[] {
  const owned = documentationFaults(stacks.map(({ environment }) => environment));
  const fix = owned.length > 0 ? ["Put the real values there; only the owner knows them."] : [];
  return [
    ...tools(),
    { subject: "the owner's values", faults: [...owned, ...fix] },
    { subject: "credentials of the clouds", faults: credentialFaults(stacks) },
    // Documentation values belong to accounts that nobody has.
    ...(owned.length > 0 ? [] : environmentsOf(stacks).map((one) => account(one))),
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

/** Asks AWS which account the credentials belong to, and for the state's bucket and lock table. */
export async function account(checked: Environment, env: NodeJS.ProcessEnv = process.env): Promise<Finding> {
  const { account: wanted, state } = checked.environment;
  const { bucket, lockTable } = state as S3State;
  const subject = `AWS account and state of ${environmentName(checked)}`;
  if (!onPath("aws", { env, exists: existsSync })) {
    return { subject, faults: [], skipped: "the AWS CLI is not installed" };
  }
  const aws = (...args: string[]) => run("aws", [...args, "--region", wanted.region, "--output", "json"], { env });
  const identity = await aws("sts", "get-caller-identity");
  if (identity.status !== 0) {
    return {
      subject,
      faults: [
        `AWS must accept the credentials of this machine, got: ${lastLine(identity.output)}; log in, such as with \`aws sso login\``,
      ],
    };
  }
  const { Account: got, Arn: arn } = JSON.parse(identity.stdout);
  if (got !== wanted.id) {
    return {
      subject,
      faults: [
        `${environmentName(checked)}: the credentials must be of account ${wanted.id}, got ${got} (${arn}); set AWS_PROFILE to a profile of that account`,
      ],
    };
  }
  const [head, table] = await Promise.all([
    aws("s3api", "head-bucket", "--bucket", bucket, "--expected-bucket-owner", wanted.id),
    aws("dynamodb", "describe-table", "--table-name", lockTable),
  ]);
  const fix = `run \`pnpm bootstrap ${environmentName(checked)}\` if the account is new`;
  return {
    subject,
    faults: [
      ...(head.status === 0 ? [] : [`the state's bucket ${bucket} must answer, got: ${lastLine(head.output)}; ${fix}`]),
      ...(table.status === 0
        ? []
        : [`the lock table ${lockTable} must answer, got: ${lastLine(table.output)}; ${fix}`]),
    ],
  };
}

/** Lists the locks that are held, with holder and time. */
export async function locks(checked: Environment, env: NodeJS.ProcessEnv = process.env): Promise<Finding> {
  const subject = `locks of ${environmentName(checked)}`;
  if (!onPath("aws", { env, exists: existsSync })) {
    return { subject, faults: [], skipped: "the AWS CLI is not installed" };
  }
  const { account: wanted, state } = checked.environment;
  const filter = ["--filter-expression", "attribute_exists(Info)", "--region", wanted.region, "--output", "json"];
  const scan = await run("aws", ["dynamodb", "scan", "--table-name", (state as S3State).lockTable, ...filter], { env });
  if (scan.status !== 0) {
    return { subject, faults: [], skipped: lastLine(scan.output) };
  }
  const held = JSON.parse(scan.stdout).Items.map(({ Info }: { Info: { S: string } }) => JSON.parse(Info.S));
  return {
    subject,
    faults: held.map(
      ({ ID, Who, Created, Path, Operation }: Record<string, string>) =>
        `${Path} is locked by ${Who} since ${Created} (${Operation}); if that process is gone, run \`pnpm unlock STACK ${ID}\``,
    ),
  };
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
    ? { subject, faults: [], skipped: missing.message }
    : { subject, faults: missing.flat() };
}

function lastLine(output: string): string {
  return output.trim().split("\n").at(-1) || "no answer";
}
