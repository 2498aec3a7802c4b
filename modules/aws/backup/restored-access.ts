/** Permissions of the function that validates restored resources. */
import type { IConstruct } from "constructs";
import { arn } from "../account";
import type { IKey } from "../security/key";
import type { Statement } from "../security/policy";

/** Resource types that restore tests can select and the function can validate. */
export type RestorableType = "Aurora" | "DynamoDB" | "EBS" | "RDS";

/**
 * AWS Backup gives this prefix to the names of resources that it restores for a test. No database or table in use has
 * it.
 */
const RESTORED = "awsbackup-restore-test-*";

type Statements = (scope: IConstruct, key: IKey) => readonly Statement[];

const BY_TYPE: Readonly<Record<RestorableType, Statements>> = {
  RDS: (scope) => [{ actions: ["rds:DescribeDBInstances"], resources: [arn(scope, "rds", `db:${RESTORED}`)] }],
  Aurora: (scope) => [{ actions: ["rds:DescribeDBClusters"], resources: [arn(scope, "rds", `cluster:${RESTORED}`)] }],
  DynamoDB: (scope, key) => [
    {
      actions: ["dynamodb:DescribeTable", "dynamodb:Scan"],
      resources: [arn(scope, "dynamodb", `table/${RESTORED}`)],
    },
    { actions: ["kms:Decrypt"], resources: [key.arn] },
  ],
  // `DescribeVolumes` does not support resource-level permissions.
  EBS: () => [{ actions: ["ec2:DescribeVolumes"], resources: ["*"] }],
};

/** Permission to read the restored resources of the types, and to report on the restores. */
export function restoredStatements(scope: IConstruct, types: readonly RestorableType[], key: IKey): Statement[] {
  return [
    // The action does not support resource-level permissions.
    { actions: ["backup:PutRestoreValidationResult"], resources: ["*"] },
    ...[...new Set(types)].flatMap((type) => BY_TYPE[type](scope, key)),
  ];
}
