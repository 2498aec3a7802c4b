/** How Google knows the runs of a pipeline. */
import type { Phase, Pipeline } from "@modules/core/pipeline";

/** What a provider of a pool accepts of an issuer, and what of its tokens policies can name. */
export interface Issuer {
  readonly url: string;
  readonly mapping: Readonly<Record<string, string>>;
  /** Holds for the tokens of the pipeline, and no others of the issuer. */
  readonly condition: string;
}

/**
 * Tokens must be for the provider itself, which is the audience both send unasked.
 * https://docs.github.com/en/actions/reference/security/oidc
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/gcp-configuration
 */
export function issuer(pipeline: Pipeline): Issuer {
  if (pipeline.kind === "github") {
    return {
      url: "https://token.actions.githubusercontent.com",
      mapping: { "google.subject": "assertion.sub", "attribute.repository": "assertion.repository" },
      condition: `assertion.repository == "${pipeline.repository}"`,
    };
  }
  const { organization, project, workspacePrefix } = pipeline;
  return {
    url: "https://app.terraform.io",
    // Its subjects name organization, project, workspace and phase: more than the 127 characters Google takes.
    mapping: {
      "google.subject": "assertion.terraform_run_id",
      "attribute.terraform_run_phase": "assertion.terraform_run_phase",
    },
    condition: `assertion.sub.startsWith("organization:${organization}:project:${project}:workspace:${workspacePrefix}-")`,
  };
}

/**
 * Runs of one phase of a pipeline, as policies name them, by a word for each.
 *
 * @param pool full name of the pool that vouches for them
 */
export function principals(pool: string, pipeline: Pipeline, phase: Phase): Record<string, string> {
  if (pipeline.kind === "hcp") {
    return { runs: `principalSet://iam.googleapis.com/${pool}/attribute.terraform_run_phase/${phase}` };
  }
  const subject = (claim: string) =>
    `principal://iam.googleapis.com/${pool}/subject/repo:${pipeline.repository}:${claim}`;
  // Any pull request can plan, so what plans must not be able to change anything.
  return phase === "plan"
    ? { "pull-requests": subject("pull_request"), "main-branch": subject("ref:refs/heads/main") }
    : { environment: subject(`environment:${pipeline.environment}`) };
}
