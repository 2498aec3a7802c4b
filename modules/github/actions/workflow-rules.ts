import { ActionsRepositoryOidcSubjectClaimCustomizationTemplate as SubjectTemplate } from "@cdktf/provider-github/lib/actions-repository-oidc-subject-claim-customization-template";
import {
  ActionsRepositoryPermissions,
  type ActionsRepositoryPermissionsConfig,
} from "@cdktf/provider-github/lib/actions-repository-permissions";
import { WorkflowRepositoryPermissions } from "@cdktf/provider-github/lib/workflow-repository-permissions";
import { SUBJECT_CLAIMS } from "@modules/core/pipeline";
import { Construct } from "constructs";

export interface WorkflowRulesProps {
  /** Name of the repository, without its owner, which is set on the provider. */
  readonly repository: string;

  /** Actions that workflows may use besides GitHub's own, such as `hashicorp/setup-terraform@*`. @default none */
  readonly actions?: readonly string[];

  /**
   * Put the repository's number and the workflow into the subject of tokens. This changes the tokens of every workflow
   * of the repository immediately, so roles must trust the new subject first.
   * https://docs.github.com/en/actions/reference/security/oidc
   * @default false, GitHub's default subject
   */
  readonly pinnedSubject?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ActionsRepositoryPermissionsConfig>;
}

/**
 * Limits of a repository's workflows: the actions that they may use, a token that only reads unless a job asks for
 * more, no approval of pull requests, and the subject of tokens that clouds trust.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/enabling-features-for-your-repository/managing-github-actions-settings-for-a-repository
 */
export class WorkflowRules extends Construct {
  constructor(scope: Construct, id: string, props: WorkflowRulesProps) {
    super(scope, id);
    const { repository, actions = [], pinnedSubject = false, overrides } = props;
    new ActionsRepositoryPermissions(this, "Default", {
      repository,
      enabled: true,
      allowedActions: "selected",
      allowedActionsConfig: { githubOwnedAllowed: true, verifiedAllowed: false, patternsAllowed: [...actions] },
      ...overrides,
    });
    new WorkflowRepositoryPermissions(this, "token", {
      repository,
      defaultWorkflowPermissions: "read",
      canApprovePullRequestReviews: false,
    });
    new SubjectTemplate(this, "subject", {
      repository,
      useDefault: !pinnedSubject,
      ...(pinnedSubject && { includeClaimKeys: [...SUBJECT_CLAIMS] }),
    });
  }
}
