import { runnerLabel } from "@modules/aws/compute/github-runner";
import { partitionOf } from "@modules/aws/partition";
import { type CheckedEnvironment, checkedEnvironments } from "../app/environments";
import type { GoogleSettings } from "../environments/schema/google";
import type { ClusterSettings } from "../environments/schema/kubernetes";
import { runnerName } from "../stacks/base/aws-stack";
import { scopeName } from "../stacks/base/environment-stack";
import { platforms } from "../stacks/platforms";
import { documentationFaults, environmentName, namedEnvironment, refuseDocumentationValues, s3StateOf } from "./stacks";

/** Roles and service accounts that a job of GitHub Actions assumes; the bootstrap stacks of the environment create them. */
export interface PipelineCredentials {
  readonly region: string;
  /** Classes of change that are applied without an approval. */
  readonly approved: readonly string[];
  readonly planRole: string;
  readonly applyRole: string;
  /** Begins the label of the runner in the VPC, from which an apply reaches clusters. Absent without that runner. */
  readonly runner?: string;
  /** Absent without a project in Google Cloud. */
  readonly google?: {
    readonly identityProvider: string;
    readonly planAccount: string;
    readonly applyAccount: string;
  };
}

/**
 * `pipelines [ENVIRONMENT]`: prints, as JSON by environment, the credentials with which GitHub Actions plans and applies.
 * Environments with documentation values are left out, and so are those whose state is in HCP Terraform.
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
    console.error(`${environmentName(one)} waits for its owner: ${documentationFaults([one]).length} values are left`);
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
  const { account, delivery, google, kubernetes } = environment as CheckedEnvironment["environment"] & {
    readonly google?: GoogleSettings;
    readonly kubernetes?: Partial<ClusterSettings>;
  };
  const name = scopeName(environment);
  const roles = `arn:${partitionOf(account.region)}:iam::${account.id}:role/${name}`;
  return {
    region: account.region,
    approved: delivery.approved,
    planRole: `${roles}-plan`,
    applyRole: `${roles}-apply`,
    ...(kubernetes?.runner && { runner: runnerLabel(runnerName(environment)) }),
    ...(google && {
      google: {
        identityProvider: `projects/${google.project.number}/locations/global/workloadIdentityPools/${name}/providers/github`,
        planAccount: `delivery-plan@${google.project.id}.iam.gserviceaccount.com`,
        applyAccount: `delivery-apply@${google.project.id}.iam.gserviceaccount.com`,
      },
    }),
  };
}
