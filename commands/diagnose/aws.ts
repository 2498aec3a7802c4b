/** Checks an environment's account in AWS, as far as the AWS CLI of this machine reaches it. */

import { existsSync } from "node:fs";
import { environmentName } from "../../app/environments";
import { onPath } from "../credentials";
import { run } from "../run";
import type { NamedStack, S3State } from "../stacks";
import type { Finding } from "./finding";

type Environment = NamedStack["environment"];

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
    subject: `${subject}: ${got} as ${arn}`,
    faults: [
      ...(head.status === 0 ? [] : [`the state's bucket ${bucket} must answer, got: ${lastLine(head.output)}; ${fix}`]),
      ...(table.status === 0
        ? []
        : [`the lock table ${lockTable} must answer, got: ${lastLine(table.output)}; ${fix}`]),
    ],
  };
}

/** Minutes that a run takes at least, and that each stack adds: most of them wait for AWS. */
const MINUTES = { least: 10, stack: 1 };

/**
 * Compares the time for which the credentials last with what the stacks take. An apply whose credentials end in the
 * middle leaves its state on this machine. https://docs.aws.amazon.com/cli/latest/reference/configure/export-credentials.html
 *
 * @param count stacks to plan or apply
 */
export async function remainingTime(
  checked: Environment,
  count: number,
  env: NodeJS.ProcessEnv = process.env,
  now = Date.now(),
): Promise<Finding> {
  const subject = `time that the credentials of ${environmentName(checked)} last`;
  if (!onPath("aws", { env, exists: existsSync })) {
    return { subject, faults: [], skipped: "the AWS CLI is not installed" };
  }
  const exported = await run("aws", ["configure", "export-credentials", "--format", "process"], { env });
  const expiration = exported.status === 0 ? /"Expiration": *"([^"]+)"/.exec(exported.stdout)?.[1] : undefined;
  if (expiration === undefined) {
    return { subject, faults: [], skipped: "the AWS CLI names no end of them" };
  }
  const minutes = Math.floor((Date.parse(expiration) - now) / 60_000);
  const needed = MINUTES.least + MINUTES.stack * count;
  return {
    subject: `${subject}: ${Math.max(minutes, 0)} minutes`,
    faults:
      minutes < needed
        ? [
            `${environmentName(checked)}: the credentials must last ${needed} minutes for ${count} stacks, got ${Math.max(minutes, 0)}; log in again, such as with \`aws sso login\`, or name fewer stacks`,
          ]
        : [],
  };
}

/** Lists the locks that are held, with holder, time and age. */
export async function locks(
  checked: Environment,
  env: NodeJS.ProcessEnv = process.env,
  now = Date.now(),
): Promise<Finding> {
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
        `${Path} is locked by ${Who} since ${Created}, ${ageOf(Created, now)} (${Operation}); if that process is gone, run \`pnpm unlock STACK ${ID}\``,
    ),
  };
}

/** `for 3 hours`, or `for 12 minutes`. */
function ageOf(time: string | undefined, now: number): string {
  // The time has a zone that JavaScript does not read, as Go prints it: `2026-01-01 10:00:00.1 +0000 UTC`.
  const start = Date.parse(String(time).replace(/^(\S+) (\d\d:\d\d:\d\d)\S* .*$/, "$1T$2Z"));
  if (Number.isNaN(start)) {
    return "for an unknown time";
  }
  const minutes = Math.max(0, Math.floor((now - start) / 60_000));
  return minutes < 120 ? `for ${minutes} minutes` : `for ${Math.floor(minutes / 60)} hours`;
}

export function lastLine(output: string): string {
  return output.trim().split("\n").at(-1) || "no answer";
}
