import { DeliveryAccounts } from "@modules/google/security/delivery-accounts";
import { BASIC_SERVICES } from "@modules/google/security/delivery-services";
import { IdentityPool } from "@modules/google/security/identity-pool";
import type { Construct } from "constructs";

/** Accounts that plan and apply for a GitHub workflow, which may grant two roles to workloads. */
export function example(scope: Construct): void {
  const pipeline = {
    kind: "github",
    repository: "example/infrastructure",
    repositoryId: "1296269",
    environment: "staging",
  } as const;
  const pool = new IdentityPool(scope, "pool", { name: "staging", description: "Delivery of staging", pipeline });

  new DeliveryAccounts(scope, "delivery", {
    pool,
    pipeline,
    services: [...BASIC_SERVICES, "sqladmin", "storage"],
    grantableRoles: ["roles/logging.logWriter", "roles/cloudsql.client"],
  });
}
