import { ReadOnlyRole } from "@modules/kubernetes/security/read-only-role";
import type { Construct } from "constructs";

/** Read access for the group that an EKS access entry assigns to the role of Terraform plans. */
export function example(scope: Construct): void {
  new ReadOnlyRole(scope, "planners", { group: "planners" });
}
