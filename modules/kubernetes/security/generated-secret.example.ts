import { GeneratedSecret } from "@modules/kubernetes/security/generated-secret";
import type { Construct } from "constructs";

/** A user and a generated password, as a Secret for basic authentication. */
export function example(scope: Construct): void {
  new GeneratedSecret(scope, "admin", {
    name: "shop-admin",
    namespace: "shop",
    type: "kubernetes.io/basic-auth",
    data: { username: "admin" },
  });
}
