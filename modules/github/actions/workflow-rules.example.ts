import { WorkflowRules } from "@modules/github/actions/workflow-rules";
import type { Construct } from "constructs";

/** Workflows that use GitHub's actions and two others, with tokens that name their workflow. */
export function example(scope: Construct): void {
  new WorkflowRules(scope, "workflows", {
    repository: "infrastructure",
    actions: ["aws-actions/configure-aws-credentials@*", "hashicorp/setup-terraform@*"],
    pinnedSubject: true,
  });
}
