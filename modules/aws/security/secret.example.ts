import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { Secret } from "@modules/aws/security/secret";
import type { Construct } from "constructs";

/**
 * A secret with two fields, replicated to us-west-2; a task there reads the replica, and a login that exists already.
 */
export function example(scope: Construct): void {
  const key = new Key(scope, "key", { name: "payment-keys", description: "Credentials of the payment providers" });
  const recoveryKey = Key.fromExisting(scope, "recovery-key", {
    arn: "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
  });
  const secret = new Secret(scope, "payment-keys", {
    name: "payments/api-keys",
    description: "API keys of the payment providers; a person sets them",
    key,
    fields: ["stripe", "paypal"],
    replicas: { "us-west-2": recoveryKey },
  });
  const login = Secret.fromExisting(scope, "login", {
    arn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:legacy/login-AbCdEf",
    fields: ["username", "password"],
  });

  const role = new Role(scope, "role", { name: "payment-tasks", assumedBy: "ecs-tasks.amazonaws.com" });
  secret.replicaIn("us-west-2").grantRead(role);
  login.grantRead(role);
}
