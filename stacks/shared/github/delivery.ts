import { DeliveryEnvironment } from "@modules/github/actions/delivery-environment";
import { WorkflowRules } from "@modules/github/actions/workflow-rules";
import { BranchRules } from "@modules/github/repository/branch-rules";
import type { Construct } from "constructs";
import type { GithubSettings } from "../../../environments/schema/delivery";
import type { Environment } from "../../../environments/schema/environment";
import { scopeName } from "../../base/environment-stack";
import { GithubStack } from "../../base/github-stack";

/** Jobs of check.yml that a pull request must pass. GitHub counts a job as passed that its condition skips. */
export const REQUIRED_CHECKS: readonly string[] = ["check (20)", "check (24)", "dependencies", "scan", "terraform"];

/** Third-party actions that the workflows use; each use is pinned to a commit. */
export const ACTIONS: readonly string[] = [
  "anchore/scan-action@*",
  "aws-actions/configure-aws-credentials@*",
  "google-github-actions/auth@*",
  "google-github-actions/setup-gcloud@*",
  "hashicorp/setup-terraform@*",
];

/**
 * GitHub settings on which the trust in the environment's pipeline depends. An administrator of the repository applies
 * the stack.
 */
export class GithubDeliveryStack extends GithubStack {
  constructor(scope: Construct, environment: Environment, { approvers, createRepositoryRules }: GithubSettings) {
    super(scope, environment, "delivery");
    const { repository } = this;
    const name = scopeName(environment);
    const isReviewed = environment.delivery.approved.length === 0;
    new DeliveryEnvironment(this, "environment", {
      repository,
      name,
      ...(isReviewed && { approvers }),
      // The apply refuses credentials of any other account, even if the branch names one.
      variables: { AWS_ACCOUNT_ID: environment.account.id },
    });
    if (!isReviewed) {
      // Changes that need an approval wait in this GitHub environment, before the apply.
      new DeliveryEnvironment(this, "review", { repository, name: `${name}-review`, approvers });
    }
    if (createRepositoryRules) {
      new BranchRules(this, "main", { repository, name: "main", requiredChecks: REQUIRED_CHECKS });
      new WorkflowRules(this, "workflows", {
        repository,
        actions: ACTIONS,
        pinnedSubject: environment.delivery.workflow !== undefined,
      });
    }
  }
}
