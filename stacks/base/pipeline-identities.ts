import { partitionOf } from "@modules/aws/partition";
import type { Environment } from "../../environments/schema/environment";
import { scopeName } from "./environment-stack";
import type { GoogleEnvironment } from "./google-stack";

/** Roles and service accounts that the pipeline of an environment assumes; its bootstrap stacks create them. */
export interface PipelineIdentities {
  /** ARN of the role that plans. */
  readonly planRole: string;
  /** ARN of the role that applies. */
  readonly applyRole: string;
  /** Identities in Google Cloud; undefined without a project there. */
  readonly google?: {
    readonly identityProvider: string;
    readonly planAccount: string;
    readonly applyAccount: string;
  };
}

/** Identities of the pipeline, by the names that the bootstrap stacks give them. */
export function pipelineIdentities(environment: Environment): PipelineIdentities {
  const { account, google, state } = environment as GoogleEnvironment;
  const name = scopeName(environment);
  const roles = `arn:${partitionOf(account.region)}:iam::${account.id}:role/${name}`;
  const provider = state.backend === "hcp" ? "hcp-terraform" : "github";
  return {
    planRole: `${roles}-plan`,
    applyRole: `${roles}-apply`,
    ...(google && {
      google: {
        identityProvider: `projects/${google.project.number}/locations/global/workloadIdentityPools/${name}/providers/${provider}`,
        planAccount: `delivery-plan@${google.project.id}.iam.gserviceaccount.com`,
        applyAccount: `delivery-apply@${google.project.id}.iam.gserviceaccount.com`,
      },
    }),
  };
}
