import { SqlDatabase } from "@cdktf/provider-google/lib/sql-database";
import { SqlDatabaseInstance } from "@cdktf/provider-google/lib/sql-database-instance";
import { SqlUser } from "@cdktf/provider-google/lib/sql-user";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { IPrivateServices } from "../network/private-services";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import { grantProject, type IServiceAccount } from "../security/service-account";
import { checkPostgres } from "./postgres-rules";
import { type PostgresSettings, postgresSettings } from "./postgres-settings";

export interface IPostgres extends IConstruct {
  /** `<project>:<region>:<name>`, as the Auth Proxy asks for it. */
  readonly connectionName: string;
  readonly address: string;
  /** Of its first database. */
  readonly databaseName: string;
  grantConnect(account: IServiceAccount): void;
}

export interface PostgresProps extends PostgresSettings {
  /** 1 to 98 lower-case letters, digits and hyphens, the project's id counted; taken for a week after a deletion. */
  readonly name: string;

  /** Such as `POSTGRES_15`. */
  readonly version: string;

  /** First database. */
  readonly databaseName: string;

  /** Where it gets its address; there is no public one. */
  readonly privateServices: IPrivateServices;

  /** Of the region; a change replaces the instance. */
  readonly key: IKey;
}

/**
 * A PostgreSQL server on Cloud SQL, reachable over TLS from inside the network
 * only. Its users are service accounts, so no password is in the state: the
 * built-in `postgres` has none, and nobody can log in as it, until an
 * administrator sets one with `gcloud sql users set-password`. That user also makes
 * the extension `pgaudit`, without which nothing of the database is audited. Google
 * keeps the backups of a deleted instance for as long as it kept those of a living one.
 */
export class Postgres extends Construct implements IPostgres {
  readonly connectionName: string;
  readonly address: string;
  readonly databaseName: string;

  private readonly name: string;
  private readonly instance: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { name, version, databaseName, privateServices, key, deletionProtection = true } = props;
    checkPostgres(this, props);
    const instance = new SqlDatabaseInstance(this, "Default", {
      name,
      databaseVersion: version,
      region: projectOf(this).region,
      encryptionKeyName: key.id,
      settings: postgresSettings(props, privateServices),
      deletionProtection,
      lifecycle: {
        preventDestroy: deletionProtection,
        // It grows by itself, and cannot shrink.
        ignoreChanges: ["settings[0].disk_size"],
      },
    });
    new SqlDatabase(this, "database", {
      name: databaseName,
      instance: instance.name,
      // Connections of others would stop its deletion; it goes with the instance.
      deletionPolicy: "ABANDON",
    });
    this.connectionName = instance.connectionName;
    this.address = instance.privateIpAddress;
    this.databaseName = databaseName;
    this.name = name;
    this.instance = instance.name;
  }

  /**
   * Lets the account connect, with a token for a password, as the user of `userName`.
   * What it may do there is said by SQL: `GRANT ... TO "<account>@<project>.iam"`.
   */
  grantConnect(account: IServiceAccount): void {
    new SqlUser(account, `user-of-${this.node.id}`, {
      instance: this.instance,
      name: userName(account),
      type: "CLOUD_IAM_SERVICE_ACCOUNT",
      // One that owns tables cannot be dropped.
      deletionPolicy: "ABANDON",
    });
    const condition = {
      title: `only-${this.name}`,
      expression: `resource.name == "projects/${projectOf(this).id}/instances/${this.name}" && resource.service == "sqladmin.googleapis.com"`,
    };
    for (const role of ["roles/cloudsql.client", "roles/cloudsql.instanceUser"]) {
      grantProject(account, role, condition);
    }
  }
}

/**
 * What a server calls an account: its address, shortened, since PostgreSQL's names may not be as long.
 * https://cloud.google.com/sql/docs/postgres/add-manage-iam-users
 */
export function userName(account: IServiceAccount): string {
  return Fn.trimsuffix(account.email, ".gserviceaccount.com");
}
