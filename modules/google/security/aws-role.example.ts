import { AwsRole } from "@modules/google/security/aws-role";
import { IdentityPool } from "@modules/google/security/identity-pool";
import { Key } from "@modules/google/security/key";
import { Bucket } from "@modules/google/storage/bucket";
import type { Construct } from "constructs";

/** A role of AWS that copies backups into a bucket of Google Cloud. */
export function example(scope: Construct): void {
  const pipeline = {
    kind: "github",
    repository: "example/infrastructure",
    repositoryId: "1296269",
    environment: "backups",
  } as const;
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us/keyRings/shop/cryptoKeys/backups",
  });
  const pool = new IdentityPool(scope, "pool", {
    name: "backups",
    description: "Backups from AWS",
    pipeline,
    awsAccountId: "111122223333",
  });

  const bucket = new Bucket(scope, "copies", { name: "example-project-aws-copies", location: "US", key });
  bucket.grantCreate(new AwsRole(scope, "copier", { pool, role: "backup-copier" }));
}
