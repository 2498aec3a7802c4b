/** Checks the secrets that people make before the stacks that name them. */

import { existsSync } from "node:fs";
import { environmentName } from "../../app/environments";
import { onPath } from "../credentials";
import { run } from "../run";
import type { NamedStack } from "../stacks";
import { lastLine } from "./aws";
import type { Finding } from "./finding";

type Environment = NamedStack["environment"];

/**
 * Asks AWS for the secret with the login of Docker Hub, where the environment names one. ECR reads it when `kubernetes`
 * makes the cache, and refuses the cache without it.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-rule.html
 *
 * @returns undefined for environments that name none
 */
export async function dockerHubSecret(
  checked: Environment,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding | undefined> {
  const { environment, file } = checked;
  const { dockerHubSecretArn: arn } =
    (environment as { readonly kubernetes?: { readonly dockerHubSecretArn?: string } }).kubernetes ?? {};
  if (arn === undefined) {
    return undefined;
  }
  const subject = `login of Docker Hub of ${environmentName(checked)}`;
  if (!onPath("aws", { env, exists: existsSync })) {
    return { subject, faults: [], skipped: "the AWS CLI is not installed" };
  }
  const { region } = environment.account;
  const describe = ["secretsmanager", "describe-secret", "--secret-id", arn, "--region", region, "--output", "json"];
  const { status, stdout, output } = await run("aws", describe, { env });
  if (status !== 0 && !output.includes("ResourceNotFound")) {
    return { subject, faults: [], skipped: lastLine(output) };
  }
  const deleted = status === 0 && JSON.parse(stdout).DeletedDate !== undefined;
  return {
    subject,
    faults:
      status === 0 && !deleted
        ? []
        : [
            `${file}: the secret ${arn} must exist before kubernetes is applied, got ${deleted ? "one that is scheduled for deletion" : "none"}; make it with \`aws secretsmanager create-secret\` as dockerHubSecretArn in environments/schema/owner.ts says, or leave that value out`,
          ],
  };
}
