import { SqlDatabase } from "@cdktf/provider-google/lib/sql-database";
import { SqlDatabaseInstance, type SqlDatabaseInstanceConfig } from "@cdktf/provider-google/lib/sql-database-instance";
import { SqlUser } from "@cdktf/provider-google/lib/sql-user";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { IPrivateServices } from "../network/private-services";
import { addDefaultAlerts } from "../operations/default-alerts";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import { grantProject, type IServiceAccount } from "../security/service-account";
import { postgresAlerts } from "./postgres-alerts";
import { checkDatabaseName, checkSettings, checkVersion } from "./postgres-checks";
import { instanceSettings, type PostgresSettings, withDefaults } from "./postgres-settings";

export interface IPostgres extends IConstruct {
  /** `<project>:<region>:<name>`, which the Cloud SQL Auth Proxy takes. */
  readonly connectionName: string;

  /** Private IP address. */
  readonly address: string;

  /** Name of the first database. */
  readonly databaseName: string;

  /** Allows the account to log in as the user that `userName` returns, with a token in place of the password. */
  grantConnect(account: IServiceAccount): void;
}

export interface PostgresProps extends PostgresSettings {
  /**
   * Name of the instance: 1 to 67 lower-case letters, digits and hyphens, beginning with a letter. The name stays taken
   * for 7 days after a deletion.
   */
  readonly name: string;

  /** Major version, such as `POSTGRES_15`. */
  readonly version: string;

  /** Name of the first database: 1 to 63 of `a-z0-9_`, no digit first. */
  readonly databaseName: string;

  /** Private services access of the network, which gives the instance its address; it has no public one. */
  readonly privateServices: IPrivateServices;

  /** Key in the project's region. A change replaces the instance. */
  readonly key: IKey;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SqlDatabaseInstanceConfig>;
}

/**
 * A PostgreSQL instance on Cloud SQL that accepts TLS connections from inside the network. Its users are service accounts,
 * so the state has no password. The built-in user `postgres` has none either and cannot log in until an administrator
 * sets one with `gcloud sql users set-password`; this user creates the extension `pgaudit`, which audit logs need. Google
 * keeps the backups of a deleted instance as long as those of an existing one.
 */
export class Postgres extends Construct implements IPostgres {
  readonly connectionName: string;
  readonly address: string;
  readonly databaseName: string;

  private readonly name: string;
  private readonly instance: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { name, version, databaseName, privateServices, key, overrides } = props;
    const settings = withDefaults(props);
    const { deletionProtection } = settings;
    checkVersion(this, version);
    checkDatabaseName(this, databaseName);
    checkSettings(this, settings);
    const instance = new SqlDatabaseInstance(this, "Default", {
      name,
      databaseVersion: version,
      region: projectOf(this).region,
      encryptionKeyName: key.id,
      settings: instanceSettings(settings, privateServices),
      deletionProtection,
      lifecycle: {
        preventDestroy: deletionProtection,
        // Storage grows by itself and cannot shrink.
        ignoreChanges: ["settings[0].disk_size"],
      },
      ...overrides,
    });
    new SqlDatabase(this, "database", {
      name: databaseName,
      instance: instance.name,
      // Open connections make a deletion of the database fail; it is deleted with the instance.
      deletionPolicy: "ABANDON",
    });
    addDefaultAlerts(this, name, postgresAlerts(`${projectOf(this).id}:${name}`, settings));
    this.connectionName = instance.connectionName;
    this.address = instance.privateIpAddress;
    this.databaseName = databaseName;
    this.name = name;
    this.instance = instance.name;
  }

  /** The user has no privileges until SQL grants some: `GRANT ... TO "<account>@<project>.iam"`. */
  grantConnect(account: IServiceAccount): void {
    new SqlUser(account, `user-of-${this.node.id}`, {
      instance: this.instance,
      name: userName(account),
      type: "CLOUD_IAM_SERVICE_ACCOUNT",
      // PostgreSQL does not drop a user that owns tables.
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
 * Name of the database user of an account: its email without `.gserviceaccount.com`, because names of PostgreSQL have at
 * most 63 characters.
 * https://cloud.google.com/sql/docs/postgres/add-manage-iam-users
 */
export function userName(account: IServiceAccount): string {
  return Fn.trimsuffix(account.email, ".gserviceaccount.com");
}
