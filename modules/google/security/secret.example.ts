import { Secret } from "@modules/google/security/secret";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A secret whose value a person adds, and that one account reads. */
export function example(scope: Construct): void {
  const token = new Secret(scope, "token", { name: "payment-token" });
  token.grantRead(new ServiceAccount(scope, "payments", { name: "payments", description: "Payments" }));
}
