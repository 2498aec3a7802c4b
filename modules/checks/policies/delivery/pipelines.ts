/** Services that plan and apply: GitHub and HCP Terraform. */
import type { Json } from "../../json";
import type { Rule } from "../rule";

function isReviewed({ prevent_self_review, can_admins_bypass, reviewers = [] }: Json): boolean {
  const named = [reviewers].flat().some(({ teams = [], users = [] }: Json) => [...teams, ...users].length > 0);
  return named && prevent_self_review === true && can_admins_bypass === false;
}

/** Whether jobs wait in the first environment before they run in the second. */
function reviews(first: Json, second: Json): boolean {
  return first.environment === `${second.environment}-review`;
}

export const pipelines: readonly Rule[] = [
  {
    id: "github-environment-approval",
    name: "GitHub environments require the approval of another person, or have an environment for reviews beside them",
    type: "github_repository_environment",
    severity: "high",
    topic: "software",
    holds: ({ block, stack }, all) =>
      isReviewed(block) ||
      all
        .of("github_repository_environment")
        .some((other) => other.stack === stack && isReviewed(other.block) && reviews(other.block, block)),
    fix: "name reviewers, set prevent_self_review to true and can_admins_bypass to false; or add an environment with the same name and -review, in which changes that need a review wait",
    broken: { repository: "shop", environment: "production" },
    mended: {
      repository: "shop",
      environment: "production",
      prevent_self_review: true,
      can_admins_bypass: false,
      reviewers: [{ teams: [1] }],
    },
    page: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
  },
  {
    id: "github-environment-branches",
    name: "GitHub environments deploy from chosen branches",
    type: "github_repository_environment",
    severity: "high",
    topic: "software",
    holds: ({ block }) => block.deployment_branch_policy !== undefined,
    fix: "set deployment_branch_policy",
    broken: { repository: "shop", environment: "production" },
    mended: {
      repository: "shop",
      environment: "production",
      deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
    },
    page: "https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments",
  },
  {
    id: "github-ruleset-review",
    name: "rulesets of branches require an approval after the last push",
    type: "github_repository_ruleset",
    severity: "high",
    topic: "software",
    holds: ({ block: { target, rules } }) =>
      target !== "branch" ||
      (rules?.pull_request?.required_approving_review_count >= 1 &&
        rules.pull_request.require_last_push_approval === true),
    fix: "set required_approving_review_count to 1 or more and require_last_push_approval to true in rules.pull_request",
    broken: { name: "main", target: "branch", enforcement: "active", rules: { deletion: true } },
    mended: {
      name: "main",
      target: "branch",
      enforcement: "active",
      rules: { pull_request: { required_approving_review_count: 1, require_last_push_approval: true } },
    },
    page: "https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets",
  },
  {
    id: "github-workflow-token",
    name: "tokens of workflows are read-only unless a job requests more permissions",
    type: "github_workflow_repository_permissions",
    severity: "medium",
    topic: "least privilege",
    holds: ({ block }) =>
      block.default_workflow_permissions === "read" && block.can_approve_pull_request_reviews !== true,
    fix: 'set default_workflow_permissions to "read" and can_approve_pull_request_reviews to false',
    broken: { repository: "shop", default_workflow_permissions: "write" },
    mended: { repository: "shop", default_workflow_permissions: "read" },
    page: "https://docs.github.com/en/actions/how-tos/security-for-github-actions/security-guides/use-github_token-in-workflows",
  },
  {
    id: "hcp-workspace-state",
    name: "states in HCP Terraform are shared with named workspaces",
    type: "tfe_workspace_settings",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) => block.global_remote_state === false,
    fix: "set global_remote_state to false and name the readers in remote_state_consumer_ids",
    broken: { workspace_id: "ws-1", global_remote_state: true },
    mended: { workspace_id: "ws-1", global_remote_state: false },
    page: "https://developer.hashicorp.com/terraform/cloud-docs/workspaces/state#remote-state-access-controls",
  },
];
