import { Workspaces } from "@modules/hcp/workspaces/workspaces";
import type { Construct } from "constructs";

/** Two workspaces: `service` reads outputs of `network` and runs after it. */
export function example(scope: Construct): void {
  new Workspaces(scope, "workspaces", {
    organization: "example-organization",
    project: "shop production",
    terraformVersion: "1.11.4",
    workspaces: () => ({
      "shop-production-network": { execution: "remote", reads: [] },
      "shop-production-service": { execution: "remote", reads: ["shop-production-network"] },
    }),
    variables: { TFC_AWS_PROVIDER_AUTH: "true", TFC_AWS_RUN_ROLE_ARN: "arn:aws:iam::111122223333:role/shop" },
    teams: { platform: "maintain" },
  });
}
