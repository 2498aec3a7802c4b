import type { Json } from "@modules/checks/json";
import { WorkflowRules, type WorkflowRulesProps } from "@modules/github/actions/workflow-rules";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function rules(props: Partial<WorkflowRulesProps> = {}): Json {
  return synth((stack) => {
    new WorkflowRules(stack, "workflows", { repository: "shop", ...props });
  });
}

test("allows GitHub's actions and those that it names", () => {
  expect(
    only(rules({ actions: ["hashicorp/setup-terraform@*"] }), "github_actions_repository_permissions"),
  ).toMatchObject({
    allowed_actions: "selected",
    allowed_actions_config: {
      github_owned_allowed: true,
      verified_allowed: false,
      patterns_allowed: ["hashicorp/setup-terraform@*"],
    },
  });
});

test("gives workflows a token that reads, and no right to approve", () => {
  expect(only(rules(), "github_workflow_repository_permissions")).toMatchObject({
    default_workflow_permissions: "read",
    can_approve_pull_request_reviews: false,
  });
});

const SUBJECT = "github_actions_repository_oidc_subject_claim_customization_template";

test("keeps GitHub's subject of tokens by default", () => {
  expect(only(rules(), SUBJECT)).toMatchObject({ use_default: true });
  expect(only(rules(), SUBJECT).include_claim_keys).toBeUndefined();
});

test("pins the subject to the repository's number and the workflow", () => {
  expect(only(rules({ pinnedSubject: true }), SUBJECT)).toMatchObject({
    use_default: false,
    include_claim_keys: ["repository_id", "context", "job_workflow_ref"],
  });
});
