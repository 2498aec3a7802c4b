import { POSTGRES_PORT } from "@modules/core/ports";
import { Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { arn } from "../../account";
import type { Connections, IConnectable } from "../../network/connections";
import type { IKey } from "../../security/key";
import { grant, type IRole } from "../../security/role";
import type { IMasterUser } from "../master-user";
import { checkMaster } from "../postgres/checks";
import { type AuroraClusterProps, addAuroraCluster } from "./aurora-cluster";

/** A cluster that can become the first member of a global cluster. */
export interface IAurora extends IConstruct {
  readonly arn: string;
  readonly identifier: string;
}

export interface AuroraProps extends AuroraClusterProps {
  /** First database; letters, digits and underscores. */
  readonly databaseName: string;

  /** Master user. @default "administrator" */
  readonly username?: string;
}

/**
 * An Aurora PostgreSQL cluster, reachable from inside the VPC over TLS only.
 * Protected, it leaves a final snapshot. Its master password is set and kept by a
 * `MasterPasswordRotation`: members of a global cluster cannot have one RDS manages.
 */
export class Aurora extends Construct implements IAurora, IMasterUser, IConnectable {
  readonly arn: string;
  readonly identifier: string;
  readonly kind = "cluster";
  /** Host name of the instance that writes. */
  readonly address: string;
  /** Host name that spreads connections over those that read. */
  readonly readerAddress: string;
  readonly port = POSTGRES_PORT;
  readonly connections: Connections;
  readonly key: IKey;
  readonly managedSecretArn = undefined;

  private readonly resourceId: string;

  constructor(scope: Construct, id: string, props: AuroraProps) {
    super(scope, id);
    const { databaseName, username = "administrator", key, deletionProtection = true } = props;
    checkMaster(this, { databaseName, username });
    const { cluster, connections } = addAuroraCluster(this, props, {
      databaseName,
      masterUsername: username,
      // Write-only and made anew at each apply: RDS gets it once, and nothing records it.
      masterPasswordWo: Fn.uuid(),
      masterPasswordWoVersion: 1,
      lifecycle: {
        preventDestroy: deletionProtection,
        // Set by a global cluster made of it, and by a switchover to another member;
        // Terraform would undo both, which takes the cluster out of the global one.
        ignoreChanges: ["global_cluster_identifier", "replication_source_identifier"],
      },
    });
    this.arn = cluster.arn;
    this.identifier = cluster.clusterIdentifier;
    this.address = cluster.endpoint;
    this.readerAddress = cluster.readerEndpoint;
    this.connections = connections;
    this.key = key;
    this.resourceId = cluster.clusterResourceId;
  }

  /** Lets the role connect as a database user that has `rds_iam`, with a token for a password. */
  grantConnect(role: IRole, user: string): void {
    grant(role, `connect-to-${this.node.id}-as-${user}`, {
      actions: ["rds-db:connect"],
      resources: [arn(this, "rds-db", `dbuser:${this.resourceId}/${user}`)],
    });
  }
}
