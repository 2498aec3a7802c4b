import { POSTGRES_PORT } from "@modules/core/ports";
import { Construct } from "constructs";
import type { Connections } from "../../network/connections";
import type { IKey } from "../../security/key";
import type { IRole } from "../../security/role";
import type { IManagedPasswordDatabase } from "../master-password";
import type { IUserDatabase } from "../users/props";
import { addPostgresInstance } from "./instance";
import { grantLogin } from "./login";
import type { IPostgres } from "./postgres";
import { MASTER_USER, type PostgresProps } from "./props";

/**
 * A PostgreSQL instance on RDS whose master password RDS generates, keeps in Secrets Manager and rotates. It accepts
 * TLS connections from inside the VPC. RDS refuses read replicas of such an instance; with replicas, use `Postgres`.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
 */
export class PostgresWithManagedPassword
  extends Construct
  implements IPostgres, IManagedPasswordDatabase, IUserDatabase
{
  readonly arn: string;
  readonly identifier: string;
  readonly address: string;
  readonly port = POSTGRES_PORT;
  readonly subnetGroupName: string;
  readonly databaseName: string;
  readonly username: string;
  readonly connections: Connections;
  readonly key: IKey;
  readonly managedSecretArn: string;

  private readonly resourceId: string;

  constructor(scope: Construct, id: string, props: PostgresProps) {
    super(scope, id);
    const { key } = props;
    const { instance, connections } = addPostgresInstance(this, props, {
      manageMasterUserPassword: true,
      masterUserSecretKmsKeyId: key.arn,
    });
    this.arn = instance.arn;
    this.identifier = instance.identifier;
    this.address = instance.address;
    this.subnetGroupName = instance.dbSubnetGroupName;
    this.databaseName = props.databaseName;
    this.username = props.username ?? MASTER_USER;
    this.connections = connections;
    this.key = key;
    this.managedSecretArn = instance.masterUserSecret.get(0).secretArn;
    this.resourceId = instance.resourceId;
  }

  grantConnect(role: IRole, user: string): void {
    grantLogin(this, this.resourceId, role, user);
  }
}
