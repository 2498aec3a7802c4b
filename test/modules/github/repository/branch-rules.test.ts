import type { Json } from "@modules/checks/json";
import { BranchRules, type BranchRulesProps } from "@modules/github/repository/branch-rules";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function rules(props: Partial<BranchRulesProps> = {}): Json {
  const json = synth((stack) => {
    new BranchRules(stack, "main", { repository: "shop", name: "main", ...props });
  });
  return only(json, "github_repository_ruleset");
}

test("protects the default branch from rewriting, deletion and changes without approval", () => {
  expect(rules()).toMatchObject({
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: {
      deletion: true,
      non_fast_forward: true,
      pull_request: {
        required_approving_review_count: 1,
        dismiss_stale_reviews_on_push: true,
        require_last_push_approval: true,
      },
    },
  });
});

test("lets nobody bypass the rules", () => {
  expect(rules().bypass_actors).toBeUndefined();
});

test("asks for checks that GitHub Actions itself reports, on the newest state of the branch", () => {
  expect(rules().rules.required_status_checks).toBeUndefined();
  expect(rules({ requiredChecks: ["tests"] }).rules.required_status_checks).toEqual({
    strict_required_status_checks_policy: true,
    required_check: [{ context: "tests", integration_id: 15368 }],
  });
});

test("refuses a branch without approvals", () => {
  expect(() => rules({ approvals: 0 })).toThrow("stack/main: approvals must be a whole number, 1 to 10, got 0");
});
