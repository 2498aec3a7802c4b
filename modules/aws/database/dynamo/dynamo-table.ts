import { DynamodbTable, type DynamodbTableConfig } from "@cdktf/provider-aws/lib/dynamodb-table";
import { checkPattern, fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../../security/key";
import type { IRole } from "../../security/role";
import { type DynamoTableAttributes, ExistingDynamoTable } from "./existing-dynamo-table";
import { addScaling, type Capacity } from "./scaling";
import { grantTableRead, grantTableReadWrite } from "./table-grants";

export interface IDynamoTable extends IConstruct {
  readonly arn: string;
  readonly name: string;
  /** Allows the role to read and decrypt items of the table and of its indexes. */
  grantRead(role: IRole): void;
  /** Allows the role to read, write and delete items of the table, to read its indexes, and to decrypt the items. */
  grantReadWrite(role: IRole): void;
}

/** An attribute of a key. */
export interface KeyAttribute {
  readonly name: string;
  /** String, number or binary. */
  readonly type: "S" | "N" | "B";
}

export interface TableKey {
  readonly partitionKey: KeyAttribute;
  /** Sort key. @default none: one item for each partition key */
  readonly sortKey?: KeyAttribute;
}

/** A global secondary index. It contains only items that have the index's key attributes. */
export interface TableIndex extends TableKey {
  /** Indexes of an on-demand table have capacity on demand, too. */
  readonly capacity?: never;
}

/** A global secondary index of a table with provisioned capacity. */
export interface ProvisionedTableIndex extends TableKey {
  /**
   * Provisioned capacity units without auto scaling, because Terraform cannot ignore changes of an index's capacity
   * without ignoring the whole index. An index with too little write capacity throttles writes to its table.
   */
  readonly capacity: { readonly read: number; readonly write: number };
}

interface CommonTableProps extends TableKey {
  /** Name of the table: 3 to 255 of `A-Za-z0-9_.-`. */
  readonly name: string;

  /**
   * Name of the attribute, of type number, with the Unix time in seconds after which DynamoDB deletes an item.
   * @default items do not expire
   */
  readonly expiryAttribute?: string;

  /** Key that encrypts the table. */
  readonly key: IKey;

  /** Refuse deletion by DynamoDB and by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<DynamodbTableConfig>;
}

interface OnDemandTableProps {
  readonly capacity?: never;

  /** Global secondary indexes by name, each with all attributes of the items. @default none */
  readonly indexes?: Readonly<Record<string, TableIndex>>;

  /** Allow replicas in other regions; see `DynamoTableReplica`. @default false */
  readonly replicated?: boolean;
}

interface ProvisionedTableProps {
  /** Ranges of provisioned capacity for auto scaling. @default capacity on demand, paid by request */
  readonly capacity: { readonly read: Capacity; readonly write: Capacity };

  readonly indexes?: never;

  readonly replicated?: boolean;
}

interface IndexedProvisionedTableProps extends Pick<ProvisionedTableProps, "capacity"> {
  readonly indexes: Readonly<Record<string, ProvisionedTableIndex>>;

  /**
   * A table with provisioned indexes cannot be replicated, because DynamoDB would require auto scaling of every index.
   */
  readonly replicated?: false;
}

export type DynamoTableProps = CommonTableProps &
  (OnDemandTableProps | ProvisionedTableProps | IndexedProvisionedTableProps);

/** An encrypted DynamoDB table with point-in-time recovery to any second of the last 35 days. */
export class DynamoTable extends Construct implements IDynamoTable {
  /** A table that another stack or tool owns. */
  static fromExisting(scope: Construct, id: string, attributes: DynamoTableAttributes): IDynamoTable {
    return new ExistingDynamoTable(scope, id, attributes);
  }

  readonly arn: string;
  readonly name: string;

  readonly key: IKey;
  readonly indexed: boolean;

  constructor(scope: Construct, id: string, props: DynamoTableProps) {
    super(scope, id);
    const { name, capacity, expiryAttribute, key, replicated = false, overrides } = props;
    const indexes: Readonly<Record<string, TableIndex | ProvisionedTableIndex>> = props.indexes ?? {};
    const { deletionProtection = true } = props;
    const ignored = [...(capacity ? ["read_capacity", "write_capacity"] : []), ...(replicated ? ["replica"] : [])];
    checkPattern(this, "name", name, /^[\w.-]{3,255}$/, "3 to 255 of A-Za-z0-9_.-");
    this.indexed = Object.keys(indexes).length > 0;
    const table = new DynamodbTable(this, "Default", {
      name,
      ...keys(props),
      attribute: this.attributes([props, ...Object.values(indexes)]),
      globalSecondaryIndex: this.indexed
        ? Object.entries(indexes).map(([index, indexKey]) => ({
            name: index,
            ...keys(indexKey),
            readCapacity: indexKey.capacity?.read,
            writeCapacity: indexKey.capacity?.write,
            projectionType: "ALL",
          }))
        : undefined,
      billingMode: capacity ? "PROVISIONED" : "PAY_PER_REQUEST",
      readCapacity: capacity?.read.min,
      writeCapacity: capacity?.write.min,
      serverSideEncryption: { enabled: true, kmsKeyArn: key.arn },
      pointInTimeRecovery: { enabled: true },
      // DynamoDB uses the stream for replication.
      streamEnabled: replicated ? true : undefined,
      streamViewType: replicated ? "NEW_AND_OLD_IMAGES" : undefined,
      ttl: expiryAttribute === undefined ? undefined : { enabled: true, attributeName: expiryAttribute },
      deletionProtectionEnabled: deletionProtection,
      lifecycle: {
        preventDestroy: deletionProtection,
        // Auto scaling changes the capacity, and stacks of other regions add replicas. Without this, each apply would
        // undo these changes.
        ignoreChanges: ignored.length > 0 ? ignored : undefined,
      },
      ...overrides,
    });
    this.arn = table.arn;
    this.name = table.name;
    this.key = key;
    if (capacity) {
      addScaling(this, this.name, "Read", capacity.read);
      addScaling(this, this.name, "Write", capacity.write);
    }
  }

  grantRead(role: IRole): void {
    grantTableRead(this, role);
  }

  grantReadWrite(role: IRole): void {
    grantTableReadWrite(this, role);
  }

  /** DynamoDB requires a declaration of every attribute of a key, once. */
  private attributes(tableKeys: readonly TableKey[]): KeyAttribute[] {
    const types = new Map<string, KeyAttribute["type"]>();
    for (const { name, type } of tableKeys.flatMap(({ partitionKey, sortKey }) =>
      [partitionKey, sortKey ?? []].flat(),
    )) {
      const known = types.get(name);
      if (known && known !== type) {
        fail(this, `attribute ${name}`, "of one type", `${known} and ${type}`);
      }
      types.set(name, type);
    }
    return [...types].map(([name, type]) => ({ name, type }));
  }
}

function keys({ partitionKey, sortKey }: TableKey) {
  return { hashKey: partitionKey.name, rangeKey: sortKey?.name };
}
