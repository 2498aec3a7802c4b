import { ActionsEnvironmentVariable } from "@cdktf/provider-github/lib/actions-environment-variable";
import { DataGithubTeam } from "@cdktf/provider-github/lib/data-github-team";
import { DataGithubUser } from "@cdktf/provider-github/lib/data-github-user";
import {
  RepositoryEnvironment,
  type RepositoryEnvironmentConfig,
} from "@cdktf/provider-github/lib/repository-environment";
import { RepositoryEnvironmentDeploymentPolicy } from "@cdktf/provider-github/lib/repository-environment-deployment-policy";
import { check } from "@modules/core/checks";
import { Token } from "cdktf";
import { Construct } from "constructs";

export interface DeliveryEnvironmentProps {
  /** Name of the repository, without its owner, which is set on the provider. */
  readonly repository: string;

  /**
   * Name of the GitHub environment, at most 255 characters. A new name replaces the environment and deletes its
   * secrets.
   */
  readonly name: string;

  /**
   * Reviewers of its deployments, one to six in all: teams by their slugs, and users by their logins.
   * @default no approval is needed
   */
  readonly approvers?: { readonly teams?: readonly string[]; readonly users?: readonly string[] };

  /** The only branch that deploys. @default "main" */
  readonly branch?: string;

  /** Variables that jobs in the environment read as `vars.NAME`. @default none */
  readonly variables?: Readonly<Record<string, string>>;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<RepositoryEnvironmentConfig>;
}

/**
 * A GitHub environment that deploys from one branch only, after the approval of a reviewer who did not start the
 * deployment. Administrators cannot bypass the review. Required reviewers in private repositories need GitHub
 * Enterprise.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/deployments-and-environments
 */
export class DeliveryEnvironment extends Construct {
  /** The provider's resource. */
  readonly resource: RepositoryEnvironment;

  constructor(scope: Construct, id: string, props: DeliveryEnvironmentProps) {
    super(scope, id);
    const { repository, name, approvers, branch = "main", variables = {}, overrides } = props;
    this.resource = new RepositoryEnvironment(this, "Default", {
      repository,
      environment: name,
      ...(approvers && { reviewers: [this.reviewers(approvers)] }),
      preventSelfReview: true,
      canAdminsBypass: false,
      deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
      ...overrides,
    });
    const { environment } = this.resource;
    new RepositoryEnvironmentDeploymentPolicy(this, "branch", { repository, environment, branchPattern: branch });
    for (const [variableName, value] of Object.entries(variables)) {
      new ActionsEnvironmentVariable(this, variableName, { repository, environment, variableName, value });
    }
  }

  private reviewers({ teams = [], users = [] }: NonNullable<DeliveryEnvironmentProps["approvers"]>) {
    const count = teams.length + users.length;
    check(this, count >= 1 && count <= 6, "approvers", "one to six teams and users", count);
    return {
      teams: teams.map((slug) => numberOf(new DataGithubTeam(this, `team-${slug}`, { slug }))),
      users: users.map((login) => numberOf(new DataGithubUser(this, `user-${login}`, { username: login }))),
    };
  }
}

/** Id of a team or a user. The provider's data sources return ids as text, but the environment takes numbers. */
function numberOf({ id }: DataGithubTeam | DataGithubUser): number {
  return Token.asNumber(id);
}
