import { MfaPolicy } from "@modules/aws/security/mfa-policy";
import type { Construct } from "constructs";

/** Requires multi-factor authentication of administrators. */
export function example(scope: Construct): void {
  new MfaPolicy(scope, "mfa", { name: "require-mfa", roles: ["administrator"] });
}
