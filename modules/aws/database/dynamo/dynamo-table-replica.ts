import {
  DynamodbTableReplicaA,
  type DynamodbTableReplicaAConfig,
} from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import { Construct } from "constructs";
import type { IKey } from "../../security/key";
import type { IRole } from "../../security/role";
import type { DynamoTable, IDynamoTable } from "./dynamo-table";
import { grantTableRead, grantTableReadWrite } from "./table-grants";

export interface DynamoTableReplicaProps {
  /**
   * Table of another region that has `replicated`. The auto scaling of a table with `capacity` must exist before the
   * replica.
   */
  readonly table: Pick<DynamoTable, "arn" | "name" | "indexed">;

  /** Key in the region of the replica. A change replaces the replica. */
  readonly key: IKey;

  /** Refuse deletion by DynamoDB and by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<DynamodbTableReplicaAConfig>;
}

/**
 * The replica of a DynamoDB table in the region of the stack, with the name of the table. It accepts writes, which
 * DynamoDB replicates to the other regions, usually within a second. When two regions write an item, the last write
 * wins.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export class DynamoTableReplica extends Construct implements IDynamoTable {
  readonly arn: string;
  readonly name: string;
  readonly key: IKey;
  readonly indexed: boolean;

  constructor(scope: Construct, id: string, props: DynamoTableReplicaProps) {
    super(scope, id);
    const { table, key, deletionProtection = true, overrides } = props;
    this.name = table.name;
    this.key = key;
    this.indexed = table.indexed;
    this.arn = new DynamodbTableReplicaA(this, "Default", {
      globalTableArn: table.arn,
      kmsKeyArn: key.arn,
      pointInTimeRecovery: true,
      deletionProtectionEnabled: deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    }).arn;
  }

  grantRead(role: IRole): void {
    grantTableRead(this, role);
  }

  grantReadWrite(role: IRole): void {
    grantTableReadWrite(this, role);
  }
}
