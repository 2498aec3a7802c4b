import { Secret } from "@modules/google/security/secret";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A secret whose value a person adds, and one of another project; one account reads both. */
export function example(scope: Construct): void {
  const token = new Secret(scope, "token", { name: "payment-token" });
  const shared = Secret.fromExisting(scope, "shared", { name: "bank-login", project: "example-finance" });

  const payments = new ServiceAccount(scope, "payments", { name: "payments", description: "Payments" });
  token.grantRead(payments);
  shared.grantRead(payments);
}
