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
  /** Name of the first database: 1 to 63 letters, digits and underscores, beginning with a letter. */
  readonly databaseName: string;

  /** Name of the master user. @default "administrator" */
  readonly username?: string;
}

/**
 * An Aurora PostgreSQL cluster that accepts TLS connections from inside the VPC. With deletion protection, RDS makes a
 * final snapshot when it is deleted. Its first master password is random and not stored anywhere. A
 * `MasterPasswordRotation` then sets a password in a secret, because RDS does not manage passwords of a global
 * cluster's members.
 */
export class Aurora extends Construct implements IAurora, IRotatedPasswordDatabase, IUserDatabase {
  readonly arn: string;
  readonly identifier: string;
  readonly rotates = "cluster";
  /** Host name of the writer instance. */
  readonly address: string;
  /** Host name that distributes connections over the reader instances. */
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
        // The argument is write-only: RDS gets a random value when it creates the database, and the state does not
        // contain it.
        masterPasswordWo: Fn.uuid(),
        masterPasswordWoVersion: 1,
      },
      // RDS sets both arguments when the cluster joins a global cluster and at a switchover. Resetting them would
      // remove the cluster from the global cluster.
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

  /** Allows the role to log in as a database user that has `rds_iam`, with an IAM token in place of the password. */
  grantConnect(role: IRole, user: string): void {
    grantLogin(this, this.resourceId, role, user);
  }
}
