/** Permissions of the function that looks at what a restore test has restored. */
import type { IConstruct } from "constructs";
import { arn } from "../account";
import type { IKey } from "../security/key";
import type { Statement } from "../security/policy";

/** Types that restore tests can select and the function can look at. */
export type RestorableType = "Aurora" | "DynamoDB" | "EBS" | "RDS";

/** AWS Backup begins the names of what it restores for a test with this, and a database or table in use has another. */
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
