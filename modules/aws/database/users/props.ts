import type { IConnectable } from "../../network/connections";
import type { IKey } from "../../security/key";
import type { IRole } from "../../security/role";

/** A PostgreSQL server that users log in to: an instance or the writer of a cluster. */
export interface IUserDatabase extends IConnectable {
  /** Host name. */
  readonly address: string;
  readonly port: number;
  /** Name of the first database. */
  readonly databaseName: string;
  /** Name of the master user. */
  readonly username: string;
  /** Key of the database, which also encrypts secrets of users. */
  readonly key: IKey;

  /** Lets the role log in as a database user that has `rds_iam`. */
  grantConnect(role: IRole, user: string): void;
}

/**
 * Rights of a user in its database. `own` creates tables and changes them, as schema migrations do; `write` reads and
 * changes rows; `read` reads them. They hold for tables that owners create later, too. `monitor` reads statistics of the
 * whole server and no rows.
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

  /** Keys of the regions that hold a replica of the secret, by region. @default {} */
  readonly replicas?: Readonly<Record<string, IKey>>;

  /** Days in which a deletion of the secret can be undone, 7 to 30; 0 deletes immediately. @default 30 */
  readonly recoveryDays?: number;

  /** Refuse deletion of the secret by Terraform. @default true */
  readonly deletionProtection?: boolean;
}
