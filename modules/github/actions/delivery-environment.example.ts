import { DeliveryEnvironment } from "@modules/github/actions/delivery-environment";
import type { Construct } from "constructs";

/** An environment whose deployments two teams may approve. */
export function example(scope: Construct): void {
  new DeliveryEnvironment(scope, "production", {
    repository: "infrastructure",
    name: "shop-production",
    approvers: { teams: ["platform", "security"] },
    variables: { AWS_ACCOUNT_ID: "111122223333" },
  });
}
