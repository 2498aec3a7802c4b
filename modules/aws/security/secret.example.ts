import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { Secret } from "@modules/aws/security/secret";
import type { Construct } from "constructs";

/** A secret with two fields, replicated to us-west-2, where a task reads the replica. */
export function example(scope: Construct): void {
  const secret = new Secret(scope, "payment-keys", {
    name: "payments/api-keys",
    description: "API keys of the payment providers; a person sets them",
    key: new Key(scope, "key", { name: "payment-keys", description: "Credentials of the payment providers" }),
    fields: ["stripe", "paypal"],
    replicas: {
      "us-west-2": Key.fromExisting(scope, "west", { arn: "arn:aws:kms:us-west-2:111122223333:key/1234abcd" }),
    },
  });

  const role = new Role(scope, "role", { name: "payment-tasks", assumedBy: "ecs-tasks.amazonaws.com" });
  secret.replicaIn("us-west-2").grantRead(role);
}
