import { POSTGRES_PORT } from "@modules/core/ports";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { Connections, IConnectable } from "../../network/connections";
import type { IKey } from "../../security/key";
import type { IRole } from "../../security/role";
import type { IRotatedPasswordDatabase } from "../master-password";
import type { IUserDatabase } from "../users/props";
import { addPostgresInstance } from "./instance";
import { grantLogin } from "./login";
import { MASTER_USER, type PostgresProps } from "./props";

/** A PostgreSQL instance on RDS. */
export interface IPostgres extends IConnectable {
  readonly arn: string;
  readonly identifier: string;
  /** Host name of the instance. */
  readonly address: string;
  readonly port: number;
  /** Subnet group, which a restored instance can join. */
  readonly subnetGroupName: string;

  /**
   * Allows the role to log in as a database user that has `rds_iam`, with an IAM token in place of the password
   * (`rds-db:connect`).
   */
  grantConnect(role: IRole, user: string): void;
}

/** An instance that may have read replicas. RDS refuses replicas of an instance whose master password it manages. */
export interface IReplicationSource extends IConstruct {
  readonly arn: string;
  readonly acceptsReplicas: true;
}

/**
 * A PostgreSQL instance on RDS that accepts TLS connections from inside the VPC, and read replicas. With deletion
 * protection, RDS makes a final snapshot when it is deleted. Its first master password is random and not stored
 * anywhere; a `MasterPasswordRotation` then sets a password in a secret.
 */
export class Postgres
  extends Construct
  implements IPostgres, IReplicationSource, IRotatedPasswordDatabase, IUserDatabase
{
  readonly arn: string;
  readonly identifier: string;
  readonly rotates = "instance";
  readonly acceptsReplicas = true;
  readonly address: string;
  readonly port = POSTGRES_PORT;
  readonly subnetGroupName: string;
  readonly databaseName: string;
  readonly username: string;
  readonly connections: Connections;
  readonly key: IKey;

  private readonly resourceId: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { instance, connections } = addPostgresInstance(this, props, {
      // The argument is write-only: RDS gets a random value when it creates the database, and the state does not
      // contain it.
      passwordWo: Fn.uuid(),
      passwordWoVersion: 1,
    });
    this.arn = instance.arn;
    this.identifier = instance.identifier;
    this.address = instance.address;
    this.subnetGroupName = instance.dbSubnetGroupName;
    this.databaseName = props.databaseName;
    this.username = props.username ?? MASTER_USER;
    this.connections = connections;
    this.key = props.key;
    this.resourceId = instance.resourceId;
  }

  grantConnect(role: IRole, user: string): void {
    grantLogin(this, this.resourceId, role, user);
  }
}
