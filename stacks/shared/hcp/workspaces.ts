import { Workspaces } from "@modules/hcp/workspaces/workspaces";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { EnvironmentStack } from "../../base/environment-stack";
import { executionOf, HcpStack } from "../../base/hcp-stack";
import { pipelineIdentities } from "../../base/pipeline-identities";

/** Version of Terraform in HCP Terraform and in the workflows. */
export const TERRAFORM_VERSION = "1.11.4";

/** The project of the environment in HCP Terraform, with a workspace for each of its stacks. An administrator applies it. */
export class WorkspacesStack extends HcpStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, "workspaces");
    const { organization, project, agentPool, approvers, autoApply, notifications } = this.hcp;
    new Workspaces(this, "workspaces", {
      organization,
      project,
      terraformVersion: TERRAFORM_VERSION,
      agentPool,
      autoApply,
      deletionProtection: environment.deletionProtection,
      teams: Object.fromEntries(approvers.map((team) => [team, "write"])),
      variables: credentials(environment),
      slackWebhook: notifications ? slackWebhook(this) : undefined,
      workspaces: () =>
        Object.fromEntries(
          stacksOf(scope, environment).map((stack) => [
            stack.node.id,
            { execution: executionOf(stack), reads: stack.dependencies.map(({ node }) => node.id) },
          ]),
        ),
    });
  }
}

/**
 * Variable with the webhook of the chat channel. Its URL is a credential, because anybody who has it can post, so plans
 * read it from the environment.
 */
function slackWebhook(stack: HcpStack): string {
  const variable = new TerraformVariable(stack, "run_notifications", {
    type: "string",
    description: "URL of the incoming webhook of Slack for runs that wait or fail",
    sensitive: true,
    nullable: false,
  });
  variable.addValidation({
    condition: `\${startswith(${variable.fqn}, "https://hooks.slack.com/")}`,
    errorMessage: "The webhook must be a URL that begins with https://hooks.slack.com/.",
  });
  return variable.stringValue;
}

function stacksOf({ node }: Construct, environment: Environment): EnvironmentStack[] {
  return node.children
    .filter((child) => child instanceof EnvironmentStack)
    .filter((stack) => stack.environment === environment);
}

/**
 * Environment variables with which a run logs in to the clouds with its own token.
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 * https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/gcp-configuration
 */
function credentials(environment: Environment): Record<string, string> {
  const { planRole, applyRole, google } = pipelineIdentities(environment);
  return {
    TFC_AWS_PROVIDER_AUTH: "true",
    TFC_AWS_PLAN_ROLE_ARN: planRole,
    TFC_AWS_APPLY_ROLE_ARN: applyRole,
    ...(google && {
      TFC_GCP_PROVIDER_AUTH: "true",
      TFC_GCP_WORKLOAD_PROVIDER_NAME: google.identityProvider,
      TFC_GCP_PLAN_SERVICE_ACCOUNT_EMAIL: google.planAccount,
      TFC_GCP_APPLY_SERVICE_ACCOUNT_EMAIL: google.applyAccount,
    }),
  };
}
