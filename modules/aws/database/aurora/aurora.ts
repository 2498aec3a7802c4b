import { POSTGRES_PORT } from "@modules/core/ports";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { Connections } from "../../network/connections";
import type { IKey } from "../../security/key";
import type { IRole } from "../../security/role";
import type { IRotatedPasswordDatabase } from "../master-password";
import { checkDatabaseName, checkUsername } from "../postgres/checks";
import { grantLogin } from "../postgres/login";
import { MASTER_USER } from "../postgres/props";
import type { IUserDatabase } from "../users/props";
import { addAuroraCluster } from "./aurora-cluster";
import type { AuroraClusterProps } from "./props";

/** A cluster that can become the first member of a global cluster. */
export interface IAurora extends IConstruct {
  readonly arn: string;
  readonly identifier: string;
}

export interface AuroraProps extends AuroraClusterProps {
  /** Name of the first database: 1 to 63 letters, digits and underscores, a letter first. */
  readonly databaseName: string;

  /** Name of the master user. @default "administrator" */
  readonly username?: string;
}

/**
 * An Aurora PostgreSQL cluster that accepts TLS connections from inside the VPC. With deletion protection it leaves a
 * final snapshot. Its first master password is random and recorded nowhere; a `MasterPasswordRotation` sets one that is
 * known, because RDS does not manage passwords of a global cluster's members.
 */
export class Aurora extends Construct implements IAurora, IRotatedPasswordDatabase, IUserDatabase {
  readonly arn: string;
  readonly identifier: string;
  readonly rotates = "cluster";
  /** Host name of the instance that writes. */
  readonly address: string;
  /** Host name that spreads connections over the instances that read. */
  readonly readerAddress: string;
  readonly port = POSTGRES_PORT;
  /** Subnet group, which a restored cluster can join. */
  readonly subnetGroupName: string;
  readonly databaseName: string;
  readonly username: string;
  readonly connections: Connections;
  readonly key: IKey;

  private readonly resourceId: string;

  constructor(scope: Construct, id: string, props: AuroraProps) {
    super(scope, id);
    const { databaseName, username = MASTER_USER, key } = props;
    checkDatabaseName(this, databaseName);
    checkUsername(this, username);
    const { cluster, connections } = addAuroraCluster(
      this,
      props,
      {
        databaseName,
        masterUsername: username,
        // Write-only: RDS gets one random value when the database is created, and no state records it.
        masterPasswordWo: Fn.uuid(),
        masterPasswordWoVersion: 1,
      },
      // RDS sets both when a global cluster adds this one and at a switchover. Undoing them takes the cluster out again.
      ["global_cluster_identifier", "replication_source_identifier"],
    );
    this.arn = cluster.arn;
    this.identifier = cluster.clusterIdentifier;
    this.address = cluster.endpoint;
    this.subnetGroupName = cluster.dbSubnetGroupName;
    this.databaseName = databaseName;
    this.username = username;
    this.readerAddress = cluster.readerEndpoint;
    this.connections = connections;
    this.key = key;
    this.resourceId = cluster.clusterResourceId;
  }

  /** Lets the role log in as a database user that has `rds_iam`; an IAM token takes the place of the password. */
  grantConnect(role: IRole, user: string): void {
    grantLogin(this, this.resourceId, role, user);
  }
}
