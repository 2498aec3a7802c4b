/** Checks the secrets that people make before the stacks that name them. */

import { environmentName } from "../../app/environments";
import type { NamedStack } from "../stacks";
import { ask, reasonIn } from "./cli";
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
  return ask("aws", subject, env, async (aws) => {
    const args = ["describe-secret", "--secret-id", arn, "--region", environment.account.region];
    const { status, stdout, output } = await aws.run("secretsmanager", ...args);
    if (status !== 0 && !output.includes("ResourceNotFound")) {
      return { subject, faults: [], skipped: reasonIn(output) };
    }
    const deleted = status === 0 && JSON.parse(stdout).DeletedDate !== undefined;
    return status === 0 && !deleted
      ? []
      : [
          `${file}: the secret ${arn} must exist before kubernetes is applied, got ${deleted ? "one that is scheduled for deletion" : "none"}; make it with \`aws secretsmanager create-secret\` as dockerHubSecretArn in environments/schema/owner.ts says, or leave that value out`,
        ];
  });
}
