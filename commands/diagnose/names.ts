/** Checks names that an environment's account shares with others: buckets with all customers of AWS, roles with people. */

import type { Json } from "@modules/checks/json";
import { environmentName } from "../../app/environments";
import type { NamedStack } from "../stacks";
import { ask, reasonIn } from "./cli";
import type { Finding } from "./finding";

type Environment = NamedStack["environment"];

/**
 * Asks S3 whether the names of the stacks' buckets are free, or taken by this account. A name is unique among all
 * customers, and an apply fails in the middle when another has taken it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 *
 * @param stacks JSON of the environment's stacks
 */
export async function buckets(
  checked: Environment,
  stacks: readonly Json[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding> {
  const subject = `names of the buckets of ${environmentName(checked)}`;
  const { id, region } = checked.environment.account;
  const names = stacks.flatMap(({ resource }) =>
    Object.values<Json>(resource?.aws_s3_bucket ?? {}).flatMap(({ bucket }) =>
      typeof bucket === "string" && !bucket.includes("${") ? [bucket] : [],
    ),
  );
  return ask("aws", subject, env, async (aws) => {
    const answers = await Promise.all(
      [...new Set(names)].sort().map(async (name) => ({
        name,
        ...(await aws.run("s3api", "head-bucket", "--bucket", name, "--expected-bucket-owner", id, "--region", region)),
      })),
    );
    const unclear = answers.find(({ status, output }) => status !== 0 && !/\b40[34]\b/.test(output));
    return {
      subject,
      skipped: unclear && reasonIn(unclear.output),
      faults: answers
        .filter(({ status, output }) => status !== 0 && /\b403\b/.test(output))
        .map(
          ({ name }) =>
            `${checked.file}: the bucket name ${name} must be free or of account ${id}, got a bucket of another account, or credentials that may not see it; before the first apply set nameSuffix, which every name ends with`,
        ),
    };
  });
}

/**
 * Asks IAM for the roles of administrators of clusters, because EKS refuses access for a role that does not exist.
 *
 * @returns undefined for environments that name none
 */
export async function administrators(
  checked: Environment,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding | undefined> {
  const { environment, file } = checked;
  const { administrators: roles = [] } =
    (environment as { readonly kubernetes?: { readonly administrators?: readonly string[] } }).kubernetes ?? {};
  if (roles.length === 0) {
    return undefined;
  }
  const subject = `roles of administrators of ${environmentName(checked)}`;
  return ask("aws", subject, env, async (aws) => {
    const answers = await Promise.all(
      roles.map(async (role) => ({ role, ...(await aws.run("iam", "get-role", "--role-name", role)) })),
    );
    const unclear = answers.find(({ status, output }) => status !== 0 && !output.includes("NoSuchEntity"));
    return {
      subject,
      skipped: unclear && reasonIn(unclear.output),
      faults: answers
        .filter(({ output }) => output.includes("NoSuchEntity"))
        .map(
          ({ role }) =>
            `${file}: the role ${role} must exist in account ${environment.account.id}, got none; create it, or name another in administrators of owner.ts`,
        ),
    };
  });
}
