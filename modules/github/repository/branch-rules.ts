import { RepositoryRuleset, type RepositoryRulesetConfig } from "@cdktf/provider-github/lib/repository-ruleset";
import { checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";

export interface BranchRulesProps {
  /** Name of the repository, without its owner, which is set on the provider. */
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

/** Id of the app GitHub Actions. Checks must come from it, so that no other app can report them as passed. */
const GITHUB_ACTIONS = 15368;

/**
 * Rules of a repository's default branch: every change needs a pull request that another person has approved after the
 * last push and that is up to date with the branch when its checks pass. Nobody can bypass the rules, rewrite the
 * branch or delete it.
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
