import { IdentityPool } from "@modules/google/security/identity-pool";
import type { Construct } from "constructs";

/** A pool that trusts the workflows of one repository, and the roles of one AWS account. */
export function example(scope: Construct): void {
  const pipeline = {
    kind: "github",
    repository: "example/infrastructure",
    repositoryId: "1296269",
    environment: "production",
  } as const;

  new IdentityPool(scope, "pool", {
    name: "production",
    description: "Delivery of production",
    pipeline,
    awsAccountId: "111122223333",
  });
}
