/** Checks an environment's account in AWS, as far as the AWS CLI of this machine reaches it. */

import { environmentName } from "../../app/environments";
import type { NamedStack } from "../stacks";
import { ask, reasonIn } from "./cli";
import type { Finding } from "./finding";

type Environment = NamedStack["environment"];

/** Asks AWS which account the credentials belong to. */
export function identity(checked: Environment, env: NodeJS.ProcessEnv = process.env): Promise<Finding> {
  const { account: wanted } = checked.environment;
  const name = environmentName(checked);
  const subject = `AWS account of ${name}`;
  return ask("aws", subject, env, async (aws) => {
    const { status, stdout, output } = await aws.run("sts", "get-caller-identity", "--region", wanted.region);
    if (status !== 0) {
      return [
        `AWS must accept the credentials of this machine, got: ${reasonIn(output)}; log in, such as with \`aws sso login\`, and set AWS_PROFILE to the profile`,
      ];
    }
    const { Account: got, Arn: arn } = JSON.parse(stdout);
    return got === wanted.id
      ? { subject: `${subject}: ${got} as ${arn}`, faults: [] }
      : [
          `${name}: the credentials must be of account ${wanted.id}, got ${got} (${arn}); set AWS_PROFILE to a profile of that account`,
        ];
  });
}

/**
 * Asks for the bucket and the lock table of the state.
 *
 * @returns undefined where HCP Terraform keeps the state
 */
export async function stateBackend(
  checked: Environment,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding | undefined> {
  const { account: wanted, state } = checked.environment;
  if (state.backend !== "s3") {
    return undefined;
  }
  const name = environmentName(checked);
  return ask("aws", `state of ${name}`, env, async (aws) => {
    const region = ["--region", wanted.region];
    const [bucket, table] = await Promise.all([
      aws.run("s3api", "head-bucket", "--bucket", state.bucket, "--expected-bucket-owner", wanted.id, ...region),
      aws.run("dynamodb", "describe-table", "--table-name", state.lockTable, ...region),
    ]);
    const silent = [
      { what: `the state's bucket ${state.bucket}`, ...bucket },
      { what: `the lock table ${state.lockTable}`, ...table },
    ].filter(({ status }) => status !== 0);
    return silent.map(
      ({ what, output }) =>
        `${what} must answer, got: ${reasonIn(output)}; run \`pnpm bootstrap ${name}\` if the account is new`,
    );
  });
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
  return ask("aws", subject, env, async (aws) => {
    const exported = await aws.run("configure", "export-credentials", "--format", "process");
    const expiration = exported.status === 0 ? /"Expiration": *"([^"]+)"/.exec(exported.stdout)?.[1] : undefined;
    if (expiration === undefined) {
      return { subject, faults: [], skipped: "the AWS CLI names no end of them" };
    }
    const minutes = Math.max(0, Math.floor((Date.parse(expiration) - now) / 60_000));
    const needed = MINUTES.least + MINUTES.stack * count;
    return {
      subject: `${subject}: ${minutes} minutes`,
      faults:
        minutes < needed
          ? [
              `${environmentName(checked)}: the credentials must last ${needed} minutes for ${count} stacks, got ${minutes}; log in again, such as with \`aws sso login\`, or name fewer stacks`,
            ]
          : [],
    };
  });
}

/** Lists the locks that are held, with holder, time and age. HCP Terraform locks its states itself. */
export async function locks(
  checked: Environment,
  env: NodeJS.ProcessEnv = process.env,
  now = Date.now(),
): Promise<Finding | undefined> {
  const { account: wanted, state } = checked.environment;
  if (state.backend !== "s3") {
    return undefined;
  }
  return ask("aws", `locks of ${environmentName(checked)}`, env, async (aws) => {
    const filter = ["--filter-expression", "attribute_exists(Info)", "--region", wanted.region];
    const { Items: items } = await aws.json("dynamodb", "scan", "--table-name", state.lockTable, ...filter);
    return items
      .map(({ Info }: { Info: { S: string } }) => JSON.parse(Info.S))
      .map(
        ({ ID, Who, Created, Path, Operation }: Record<string, string>) =>
          `${Path} is locked by ${Who} since ${Created}, ${ageOf(Created, now)} (${Operation}); if that process is gone, run \`pnpm unlock STACK ${ID}\``,
      );
  });
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
