import { check } from "@modules/core/checks";
import type { Phase, Pipeline } from "@modules/core/pipeline";
import type { Construct } from "constructs";
import { globalArn } from "../account";
import type { Trust } from "./role";

/**
 * OpenID Connect issuers of the tokens that pipelines present, and the audience of these tokens.
 * https://docs.github.com/en/actions/reference/security/oidc
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 */
export const ISSUERS = {
  github: { host: "token.actions.githubusercontent.com", audience: "sts.amazonaws.com" },
  hcp: { host: "app.terraform.io", audience: "aws.workload.identity" },
} as const;

/** Trust policy for the runs of one phase of a pipeline, which are identified by the subject of their tokens. */
export function pipelineTrust(scope: Construct, pipeline: Pipeline, phase: Phase): Trust {
  const { host, audience } = ISSUERS[pipeline.kind];
  const subject = subjects(scope, pipeline, phase);
  const hasWildcard = [subject].flat().some((one) => one.includes("*"));
  return {
    principals: { Federated: globalArn(scope, "iam", `oidc-provider/${host}`) },
    actions: ["sts:AssumeRoleWithWebIdentity"],
    conditions: hasWildcard
      ? { StringEquals: { [`${host}:aud`]: audience }, StringLike: { [`${host}:sub`]: subject } }
      : { StringEquals: { [`${host}:aud`]: audience, [`${host}:sub`]: subject } },
  };
}

function subjects(scope: Construct, pipeline: Pipeline, phase: Phase): string | string[] {
  if (pipeline.kind === "hcp") {
    const { organization, project, workspacePrefix } = pipeline;
    return `organization:${organization}:project:${project}:workspace:${workspacePrefix}-*:run_phase:${phase}`;
  }
  const repository = `repo:${pipeline.repository}`;
  const { environment, workflow, repositoryId } = pipeline;
  if (workflow) {
    check(scope, repositoryId !== undefined, "pipeline.repositoryId", "given with a workflow", "none");
    const claims = (context: string, ref: string) =>
      `repository_id:${repositoryId}:${context}:job_workflow_ref:${pipeline.repository}/${workflow}@${ref}`;
    return phase === "plan"
      ? [claims("pull_request", "refs/pull/*/merge"), claims("ref:refs/heads/main", "refs/heads/main")]
      : claims(`environment:${environment}`, "refs/heads/main");
  }
  // Any pull request can run a plan, so the role of plans may not change anything.
  return phase === "plan"
    ? [`${repository}:pull_request`, `${repository}:ref:refs/heads/main`]
    : `${repository}:environment:${environment}`;
}
