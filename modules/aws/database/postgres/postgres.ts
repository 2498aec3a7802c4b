import { DbInstance, type DbInstanceConfig } from "@cdktf/provider-aws/lib/db-instance";
import { POSTGRES_PORT } from "@modules/core/ports";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { arn } from "../../account";
import type { Connections, IConnectable } from "../../network/connections";
import type { IKey } from "../../security/key";
import { grant, type IRole } from "../../security/role";
import type { IMasterUser } from "../master-user";
import { checkPostgres } from "./checks";
import { type PostgresServerProps, PostgresSurroundings } from "./surroundings";

export interface IPostgres extends IConstruct {
  readonly arn: string;
  readonly identifier: string;
}

export interface PostgresProps extends PostgresServerProps {
  /** Storage to begin with, from 20; gp3 with the IOPS that come with the size. */
  readonly allocatedGibibytes: number;

  /** Storage may grow by itself to this. @default it does not grow */
  readonly maxAllocatedGibibytes?: number;

  /** First database; letters, digits and underscores. */
  readonly databaseName: string;

  /** Master user. @default "administrator" */
  readonly username?: string;

  /**
   * Who sets the master user's password, none of which Terraform ever sees.
   * `managed`: RDS, in a secret of its own; PostgreSQL then refuses read replicas.
   * `rotated`: nobody knows it until a `MasterPasswordRotation` has set one.
   */
  readonly masterPassword: "managed" | "rotated";

  /** A standby in a second zone takes over by itself. @default true */
  readonly multiAz?: boolean;

  /** Days of point-in-time recovery, 1 to 35. @default 30 */
  readonly backupRetentionDays?: number;
}

/** A PostgreSQL server on RDS, reachable from inside the VPC over TLS only. Protected, it leaves a final snapshot. */
export class Postgres extends Construct implements IPostgres, IMasterUser, IConnectable {
  readonly arn: string;
  readonly identifier: string;
  readonly kind = "instance";
  /** Host name. */
  readonly address: string;
  readonly port = POSTGRES_PORT;
  readonly connections: Connections;
  readonly key: IKey;
  readonly managedSecretArn: string | undefined;

  private readonly resourceId: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const {
      identifier,
      engineVersion,
      instanceClass,
      allocatedGibibytes,
      maxAllocatedGibibytes,
      databaseName,
      username = "administrator",
      masterPassword,
      multiAz = true,
      backupRetentionDays = 30,
      key,
      deletionProtection = true,
    } = props;
    checkPostgres(this, { allocatedGibibytes, maxAllocatedGibibytes, databaseName, username, backupRetentionDays });
    const { settings, connections } = new PostgresSurroundings(this, "around", props);
    const instance = new DbInstance(this, "Default", {
      ...settings,
      ...passwordSettings(masterPassword, key),
      engine: "postgres",
      engineVersion,
      instanceClass,
      allocatedStorage: allocatedGibibytes,
      maxAllocatedStorage: maxAllocatedGibibytes,
      dbName: databaseName,
      username,
      port: POSTGRES_PORT,
      multiAz,
      backupRetentionPeriod: backupRetentionDays,
      skipFinalSnapshot: !deletionProtection,
      finalSnapshotIdentifier: deletionProtection ? `${identifier}-final` : undefined,
    });
    this.arn = instance.arn;
    this.identifier = instance.identifier;
    this.address = instance.address;
    this.connections = connections;
    this.key = key;
    this.managedSecretArn = masterPassword === "managed" ? instance.masterUserSecret.get(0).secretArn : undefined;
    this.resourceId = instance.resourceId;
  }

  /** Lets the role connect as a database user that has `rds_iam`, with a token for a password. */
  grantConnect(role: IRole, user: string): void {
    grant(role, `connect-to-${this.node.id}-as-${user}`, {
      actions: ["rds-db:connect"],
      resources: [arn(this, "rds-db", `dbuser:${this.resourceId}/${user}`)],
    });
  }
}

function passwordSettings(masterPassword: "managed" | "rotated", key: IKey): Partial<DbInstanceConfig> {
  if (masterPassword === "managed") {
    return { manageMasterUserPassword: true, masterUserSecretKmsKeyId: key.arn };
  }
  // Write-only and made anew at each apply: RDS gets it once, and nothing records it.
  return { passwordWo: Fn.uuid(), passwordWoVersion: 1 };
}
