import { BranchRules } from "@modules/github/repository/branch-rules";
import type { Construct } from "constructs";

/** A default branch that changes by reviewed pull requests whose tests pass. */
export function example(scope: Construct): void {
  new BranchRules(scope, "main", { repository: "infrastructure", name: "main", requiredChecks: ["check (24)"] });
}
