import { Construct } from "constructs";
import type { IKey } from "../../security/key";
import type { IRole } from "../../security/role";
import { type GrantableTable, grantTableRead, grantTableReadWrite } from "./table-grants";

export interface DynamoTableAttributes {
  readonly arn: string;

  readonly name: string;

  /** @default DynamoDB's own key, which needs no permission */
  readonly key?: IKey;

  /** Whether the table has indexes, which grants then include. @default true */
  readonly indexed?: boolean;
}

/**
 * The result of `DynamoTable.fromExisting`.
 *
 * @internal
 */
export class ExistingDynamoTable extends Construct implements GrantableTable {
  readonly arn: string;
  readonly name: string;
  readonly key: IKey | undefined;
  readonly indexed: boolean;

  constructor(scope: Construct, id: string, { arn, name, key, indexed = true }: DynamoTableAttributes) {
    super(scope, id);
    this.arn = arn;
    this.name = name;
    this.key = key;
    this.indexed = indexed;
  }

  grantRead(role: IRole): void {
    grantTableRead(this, role);
  }

  grantReadWrite(role: IRole): void {
    grantTableReadWrite(this, role);
  }
}
