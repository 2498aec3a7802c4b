import type { IConstruct } from "constructs";
import type { IKey } from "../../security/key";
import { grant, type IRole } from "../../security/role";

/** A table or a replica of a table, to which roles get access. */
export interface GrantableTable extends IConstruct {
  readonly arn: string;
  /** Undefined for a table that DynamoDB encrypts with its own key, which needs no permission. */
  readonly key: Pick<IKey, "arn"> | undefined;
  /** Whether the table has global secondary indexes. */
  readonly indexed: boolean;
}

const READ = [
  "dynamodb:BatchGetItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:DescribeTable",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
];

const WRITE = ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];

/** Allows a role to read the items of a table and its indexes. */
export function grantTableRead(table: GrantableTable, role: IRole): void {
  grantTable(table, role, "read", READ);
}

/** Allows a role to read and to change the items of a table. */
export function grantTableReadWrite(table: GrantableTable, role: IRole): void {
  grantTable(table, role, "read-write", [...READ, ...WRITE]);
}

function grantTable({ node, arn, key, indexed }: GrantableTable, role: IRole, verb: string, actions: string[]): void {
  grant(
    role,
    `${verb}-${node.id}`,
    { actions, resources: [arn, ...(indexed ? [`${arn}/index/*`] : [])] },
    // DynamoDB decrypts with the permissions of the caller.
    ...(key ? [{ actions: ["kms:Decrypt"], resources: [key.arn] }] : []),
  );
}
