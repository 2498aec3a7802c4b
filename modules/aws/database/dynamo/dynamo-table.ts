import { DynamodbTable } from "@cdktf/provider-aws/lib/dynamodb-table";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../../security/key";
import { grant, type IRole } from "../../security/role";
import { type Capacity, scaleTable } from "./scaling";

export interface IDynamoTable extends IConstruct {
  readonly arn: string;
  readonly name: string;
  grantRead(role: IRole): void;
  grantReadWrite(role: IRole): void;
}

/** An attribute of a key: string, number or binary. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: "S" | "N" | "B";
}

export interface TableKey {
  readonly partitionKey: KeyAttribute;
  /** @default none */
  readonly sortKey?: KeyAttribute;
}

export interface DynamoTableProps extends TableKey {
  /** 3 to 255 of `A-Za-z0-9_.-`. */
  readonly name: string;

  /** Bounds that auto scaling keeps the paid capacity in. @default on demand, paid by request */
  readonly capacity?: { readonly read: Capacity; readonly write: Capacity };

  /** Global secondary indexes by name, with all attributes. Of tables on demand only. @default none */
  readonly indexes?: Readonly<Record<string, TableKey>>;

  /** Number attribute: the second since 1970 after which an item goes. @default items stay */
  readonly expiryAttribute?: string;

  readonly key: IKey;

  /** Refuse deletion by DynamoDB and by Terraform. @default true */
  readonly deletionProtection?: boolean;
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

/** An encrypted table that can be restored to any second of the last 35 days. */
export class DynamoTable extends Construct implements IDynamoTable {
  readonly arn: string;
  readonly name: string;

  private readonly key: IKey;
  private readonly indexed: boolean;

  constructor(scope: Construct, id: string, props: DynamoTableProps) {
    super(scope, id);
    const { name, capacity, indexes = {}, expiryAttribute, key, deletionProtection = true } = props;
    if (!/^[\w.-]{3,255}$/.test(name)) {
      throw new Error(`${this.node.path}: name must be 3 to 255 of A-Za-z0-9_.-, got ${name}`);
    }
    this.indexed = Object.keys(indexes).length > 0;
    if (capacity && this.indexed) {
      // Terraform cannot leave the capacity of an index alone without leaving all indexes alone.
      throw new Error(
        `${this.node.path}: indexes must be left out of a table with capacity, got ${Object.keys(indexes).join(", ")}`,
      );
    }
    const table = new DynamodbTable(this, "Default", {
      name,
      ...keys(props),
      attribute: this.attributes([props, ...Object.values(indexes)]),
      globalSecondaryIndex: this.indexed
        ? Object.entries(indexes).map(([index, indexKey]) => ({
            name: index,
            ...keys(indexKey),
            projectionType: "ALL",
          }))
        : undefined,
      billingMode: capacity ? "PROVISIONED" : "PAY_PER_REQUEST",
      readCapacity: capacity?.read.min,
      writeCapacity: capacity?.write.min,
      serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
      pointInTimeRecovery: { enabled: true },
      ttl: expiryAttribute === undefined ? undefined : { enabled: true, attributeName: expiryAttribute },
      deletionProtectionEnabled: deletionProtection,
      lifecycle: {
        preventDestroy: deletionProtection,
        // Auto scaling moves them.
        ignoreChanges: capacity && ["read_capacity", "write_capacity"],
      },
    });
    this.arn = table.arn;
    this.name = table.name;
    this.key = key;
    if (capacity) {
      scaleTable(this, this.name, "Read", capacity.read);
      scaleTable(this, this.name, "Write", capacity.write);
    }
  }

  grantRead(role: IRole): void {
    this.grant(role, "read", READ);
  }

  grantReadWrite(role: IRole): void {
    this.grant(role, "read-write", [...READ, ...WRITE]);
  }

  private grant(role: IRole, verb: string, actions: readonly string[]): void {
    grant(
      role,
      `${verb}-${this.node.id}`,
      { actions, resources: [this.arn, ...(this.indexed ? [`${this.arn}/index/*`] : [])] },
      // DynamoDB uses the key on behalf of the caller.
      { actions: ["kms:Decrypt"], resources: [this.key.arn] },
    );
  }

  /** DynamoDB wants every attribute of a key declared, once. */
  private attributes(tableKeys: readonly TableKey[]): KeyAttribute[] {
    const types = new Map<string, KeyAttribute["type"]>();
    for (const { name, type } of tableKeys.flatMap(({ partitionKey, sortKey }) =>
      [partitionKey, sortKey ?? []].flat(),
    )) {
      const known = types.get(name);
      if (known && known !== type) {
        throw new Error(`${this.node.path}: attribute ${name} must have one type, got ${known} and ${type}`);
      }
      types.set(name, type);
    }
    return [...types].map(([name, type]) => ({ name, type }));
  }
}

function keys({ partitionKey, sortKey }: TableKey) {
  return { hashKey: partitionKey.name, rangeKey: sortKey?.name };
}
