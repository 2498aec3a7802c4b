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

/** Trusts the runs of one phase of a pipeline, by the subject of their tokens. */
export function pipelineTrust(scope: Construct, pipeline: Pipeline, phase: Phase): Trust {
  const { host, audience } = ISSUERS[pipeline.kind];
  const subject = subjects(pipeline, phase);
  return {
    principals: { Federated: globalArn(scope, "iam", `oidc-provider/${host}`) },
    actions: ["sts:AssumeRoleWithWebIdentity"],
    conditions:
      typeof subject === "string" && subject.includes("*")
        ? { StringEquals: { [`${host}:aud`]: audience }, StringLike: { [`${host}:sub`]: subject } }
        : { StringEquals: { [`${host}:aud`]: audience, [`${host}:sub`]: subject } },
  };
}

function subjects(pipeline: Pipeline, phase: Phase): string | string[] {
  if (pipeline.kind === "hcp") {
    const { organization, project, workspacePrefix } = pipeline;
    return `organization:${organization}:project:${project}:workspace:${workspacePrefix}-*:run_phase:${phase}`;
  }
  const repository = `repo:${pipeline.repository}`;
  // Every pull request can run a plan, so the role of plans has no permission to change anything.
  return phase === "plan"
    ? [`${repository}:pull_request`, `${repository}:ref:refs/heads/main`]
    : `${repository}:environment:${pipeline.environment}`;
}
