import { StateBackend } from "@modules/aws/operations/state-backend";
import type { Construct } from "constructs";

/** A bucket and a lock table for Terraform states, encrypted with a key of their own. */
export function example(scope: Construct): void {
  new StateBackend(scope, "state", {
    bucket: "example-terraform-state",
    lockTable: "example-terraform-locks",
    keyName: "example-terraform-state",
  });
}
