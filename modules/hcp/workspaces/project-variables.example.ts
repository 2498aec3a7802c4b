import { ProjectVariables } from "@modules/hcp/workspaces/project-variables";
import type { Construct } from "constructs";

/** The role that runs assume with a token of their own, without an access key. */
export function example(scope: Construct): void {
  new ProjectVariables(scope, "credentials", {
    organization: "example-organization",
    projectId: "prj-1234567890abcdef",
    name: "shop production",
    variables: { TFC_AWS_PROVIDER_AUTH: "true", TFC_AWS_RUN_ROLE_ARN: "arn:aws:iam::111122223333:role/shop" },
  });
}
