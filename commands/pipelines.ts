import { runnerLabel } from "@modules/aws/compute/github-runner";
import { type CheckedEnvironment, checkedEnvironments, environmentName } from "../app/environments";
import type { ClusterSettings } from "../environments/schema/kubernetes";
import { runnerName } from "../stacks/base/aws-stack";
import { type PipelineIdentities, pipelineIdentities } from "../stacks/base/pipeline-identities";
import { platforms } from "../stacks/platforms";
import { documentationFaults, namedEnvironment, refuseDocumentationValues, s3StateOf } from "./stacks";

/** How a job of GitHub Actions logs in, and where it runs. */
export interface PipelineCredentials extends PipelineIdentities {
  readonly region: string;
  /** Classes of change that are applied without an approval. */
  readonly approved: readonly string[];
  /** Begins the label of the runner in the VPC, from which an apply reaches clusters. Absent without that runner. */
  readonly runner?: string;
}

/**
 * `pipelines [ENVIRONMENT]`: prints, as JSON by environment, the roles and accounts with which GitHub Actions plans and
 * applies. Environments with documentation values are left out, and so are those whose state is in HCP Terraform.
 *
 * @throws CommandError when the named environment still has documentation values
 */
export async function pipelines(name?: string): Promise<number> {
  const checked = name ? [namedEnvironment(name)] : checkedEnvironments(platforms);
  if (name) {
    refuseDocumentationValues(checked);
  }
  const delivered = name ? checked : checked.filter(({ environment }) => environment.state.backend !== "hcp");
  const waiting = delivered.filter((one) => documentationFaults([one]).length > 0);
  for (const one of waiting) {
    console.error(
      `${environmentName(one)} is left out: ${documentationFaults([one]).length} values of its owner are still documentation values`,
    );
  }
  const ready = delivered.filter((one) => !waiting.includes(one));
  console.log(JSON.stringify(Object.fromEntries(ready.map((one) => [environmentName(one), pipelineCredentials(one)]))));
  return 0;
}

/**
 * Roles and service accounts of an environment, by the names that its bootstrap stacks give them.
 *
 * @throws CommandError for an environment that HCP Terraform plans and applies
 */
export function pipelineCredentials({
  file,
  environment,
}: Pick<CheckedEnvironment, "file" | "environment">): PipelineCredentials {
  s3StateOf({ file, environment }, "plan and apply it with HCP Terraform");
  const { account, delivery, kubernetes } = environment as CheckedEnvironment["environment"] & {
    readonly kubernetes?: Partial<ClusterSettings>;
  };
  return {
    region: account.region,
    approved: delivery.approved,
    ...pipelineIdentities(environment),
    ...(kubernetes?.runner && { runner: runnerLabel(runnerName(environment)) }),
  };
}
