import { ManagedMasterPassword } from "@modules/aws/database/managed-master-password";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";

/** The master password of a server, which RDS generated in a secret and which one role may read. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", { arn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd" });
  const managedSecretArn = "arn:aws:secretsmanager:us-east-1:111122223333:secret:rds!db-1234abcd-AbCdEf";

  const password = new ManagedMasterPassword(scope, "password", {
    // A `PostgresWithManagedPassword` has these attributes.
    database: { managedSecretArn, key },
    rotationDays: 60,
  });
  password.grantRead(new Role(scope, "role", { name: "ticket-administration", assumedBy: "ec2.amazonaws.com" }));
}
