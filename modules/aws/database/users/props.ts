import type { IConnectable } from "../../network/connections";
import type { IKey } from "../../security/key";
import type { IRole } from "../../security/role";

/** A PostgreSQL server for database users: an instance, or the writer of a cluster. */
export interface IUserDatabase extends IConnectable {
  /** Host name of the server. */
  readonly address: string;
  readonly port: number;
  /** Name of the first database. */
  readonly databaseName: string;
  /** Name of the master user. */
  readonly username: string;
  /** Key of the database, which also encrypts secrets of users. */
  readonly key: IKey;

  /** Allows the role to log in as a database user that has `rds_iam`. */
  grantConnect(role: IRole, user: string): void;
}

/**
 * Access of a user to its database: `own` may create and change tables, as schema migrations do; `write` may read and
 * change rows; `read` may read rows. This also holds for tables that owners create later. `monitor` may read statistics
 * of the whole server, but no rows.
 */
export type DatabaseAccess = "own" | "write" | "read" | "monitor";

export interface DatabaseUserProps {
  readonly access: DatabaseAccess;

  /** Database of the user, created if it does not exist: 1 to 56 lower-case letters, digits and underscores. @default the first database */
  readonly databaseName?: string;

  /** A secret with a rotated password, for drivers that cannot sign tokens. @default the user logs in with IAM tokens */
  readonly secret?: DatabaseUserSecret;
}

export interface DatabaseUserSecret {
  /** Name of the secret: a JSON object with the fields of the connection, password and URL included. */
  readonly name: string;

  /** Keys of the regions to which the secret is replicated, by region. @default {} */
  readonly replicas?: Readonly<Record<string, IKey>>;

  /** Days in which a deletion of the secret can be undone, 7 to 30; 0 deletes immediately. @default 30 */
  readonly recoveryDays?: number;

  /** Refuse deletion of the secret by Terraform. @default true */
  readonly deletionProtection?: boolean;
}
