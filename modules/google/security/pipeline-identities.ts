/** The runs of a pipeline as identities of a workload identity pool. */
import type { Phase, Pipeline } from "@modules/core/pipeline";

/** An OpenID Connect issuer as a provider of a workload identity pool. */
export interface Issuer {
  readonly url: string;
  /** Attributes that policies can name, by the claims of the token. */
  readonly mapping: Readonly<Record<string, string>>;
  /** Condition that is true for tokens of the pipeline only. */
  readonly condition: string;
}

/**
 * The issuer of a pipeline's tokens. Both issuers use the provider as the audience by default, which the pool requires.
 *
 * https://docs.github.com/en/actions/reference/security/oidc
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/gcp-configuration
 */
export function issuer(pipeline: Pipeline): Issuer {
  if (pipeline.kind === "github") {
    const { repository, repositoryId, workflow } = pipeline;
    const conditions = [
      `assertion.repository == "${repository}"`,
      // Whoever can push a branch can name an environment in a workflow there.
      '(!assertion.sub.contains(":environment:") || assertion.ref == "refs/heads/main")',
      ...(repositoryId ? [`assertion.repository_id == "${repositoryId}"`] : []),
      ...(workflow ? [`assertion.job_workflow_ref.startsWith("${repository}/${workflow}@")`] : []),
    ];
    // A customized subject has more than the 127 characters that Google allows, so its context is taken out of it.
    const context = workflow && `assertion.sub.extract("repository_id:${repositoryId}:{context}:job_workflow_ref:")`;
    return {
      url: "https://token.actions.githubusercontent.com",
      mapping: {
        "google.subject": context ? `"repo:" + assertion.repository + ":" + ${context}` : "assertion.sub",
        "attribute.repository": "assertion.repository",
      },
      condition: conditions.join(" && "),
    };
  }
  const { organization, project, workspacePrefix } = pipeline;
  return {
    url: "https://app.terraform.io",
    // HCP Terraform's subjects name organization, project, workspace and phase: more than the 127 characters of a subject.
    mapping: {
      "google.subject": "assertion.terraform_run_id",
      "attribute.terraform_run_phase": "assertion.terraform_run_phase",
    },
    condition: `assertion.sub.startsWith("organization:${organization}:project:${project}:workspace:${workspacePrefix}-")`,
  };
}

/**
 * Member strings for the runs of one phase of a pipeline, by construct id.
 *
 * @param pool full name of the workload identity pool
 */
export function principals(pool: string, pipeline: Pipeline, phase: Phase): Record<string, string> {
  if (pipeline.kind === "hcp") {
    return { runs: `principalSet://iam.googleapis.com/${pool}/attribute.terraform_run_phase/${phase}` };
  }
  const subject = (claim: string) =>
    `principal://iam.googleapis.com/${pool}/subject/repo:${pipeline.repository}:${claim}`;
  // Everyone who opens a pull request can plan, so the plan phase must have no permission to change anything.
  return phase === "plan"
    ? { "pull-requests": subject("pull_request"), "main-branch": subject("ref:refs/heads/main") }
    : { environment: subject(`environment:${pipeline.environment}`) };
}
