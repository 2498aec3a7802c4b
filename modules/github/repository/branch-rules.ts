import { RepositoryRuleset, type RepositoryRulesetConfig } from "@cdktf/provider-github/lib/repository-ruleset";
import { checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";

export interface BranchRulesProps {
  /** Name of the repository, without its owner, which the provider names. */
  readonly repository: string;

  /** Name of the ruleset. */
  readonly name: string;

  /** Jobs that must pass before a merge, by their names in pull requests. @default none */
  readonly requiredChecks?: readonly string[];

  /** Approvals that a pull request needs, 1 to 10. @default 1 */
  readonly approvals?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<RepositoryRulesetConfig>;
}

/** Id of the app GitHub Actions, so that no other app can report its checks. */
const GITHUB_ACTIONS = 15368;

/**
 * Rules of a repository's default branch: changes come by pull requests that somebody else has approved after the last
 * push and whose checks pass on the newest state. Nobody bypasses them, rewrites the branch or deletes it.
 * https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/available-rules-for-rulesets
 */
export class BranchRules extends Construct {
  constructor(scope: Construct, id: string, props: BranchRulesProps) {
    super(scope, id);
    const { repository, name, requiredChecks = [], approvals = 1, overrides } = props;
    checkWholeNumber(this, "approvals", approvals, 1, 10);
    new RepositoryRuleset(this, "Default", {
      repository,
      name,
      target: "branch",
      enforcement: "active",
      conditions: { refName: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
      rules: {
        deletion: true,
        nonFastForward: true,
        pullRequest: {
          requiredApprovingReviewCount: approvals,
          dismissStaleReviewsOnPush: true,
          requireLastPushApproval: true,
          requiredReviewThreadResolution: true,
        },
        ...(requiredChecks.length > 0 && {
          requiredStatusChecks: {
            strictRequiredStatusChecksPolicy: true,
            requiredCheck: requiredChecks.map((context) => ({ context, integrationId: GITHUB_ACTIONS })),
          },
        }),
      },
      ...overrides,
    });
  }
}
