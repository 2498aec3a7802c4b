import { POSTGRES_PORT } from "@modules/core/ports";
import { Construct } from "constructs";
import { accountOf } from "../../account";
import type { Connections, IConnectable } from "../../network/connections";
import type { IRole } from "../../security/role";
import { grantLogin } from "../postgres/login";
import { addAuroraCluster } from "./aurora-cluster";
import type { IAuroraGlobal } from "./aurora-global";
import type { AuroraClusterProps } from "./props";

/**
 * Give the cluster the `parameters` of the first member, which it keeps after a failover. `engineVersion` decides the
 * family of the parameter groups only; the version of the cluster is the global cluster's.
 */
export interface AuroraReplicaClusterProps extends AuroraClusterProps {
  /** Global cluster to join, whose first member is in another region. */
  readonly global: IAuroraGlobal;
}

/**
 * A read-only member of a global cluster in its own region, with the users and passwords of the first member. It can
 * take over by a switchover or a failover.
 *
 * Terraform destroys its instances first; then the cluster leaves the global cluster and is deleted. A cluster that was
 * detached by hand, as after the loss of the first region, stays alone: RDS does not let an existing cluster join.
 */
export class AuroraReplicaCluster extends Construct implements IConnectable {
  readonly arn: string;
  readonly identifier: string;
  /** Host name of the instance that writes; inactive until the cluster has taken over. */
  readonly address: string;
  /** Host name that spreads connections over the instances that read. */
  readonly readerAddress: string;
  readonly port = POSTGRES_PORT;
  readonly connections: Connections;

  private readonly resourceId: string;

  constructor(scope: Construct, id: string, props: AuroraReplicaClusterProps) {
    super(scope, id);
    const { global } = props;
    const { cluster, connections } = addAuroraCluster(
      this,
      props,
      {
        globalClusterIdentifier: global.identifier,
        // All members must have one version, so upgrades go through the global cluster.
        engineVersion: global.engineVersion,
        // The provider presigns the request with it, so that the source's region agrees to copy encrypted data.
        sourceRegion: global.sourceRegion,
      },
      ["engine_version", "replication_source_identifier"],
    );
    this.arn = cluster.arn;
    this.identifier = cluster.clusterIdentifier;
    this.address = cluster.endpoint;
    this.readerAddress = cluster.readerEndpoint;
    this.connections = connections;
    this.resourceId = cluster.clusterResourceId;
  }

  /** Lets the role log in as a database user that has `rds_iam`, also while the cluster only reads. */
  grantConnect(role: IRole, user: string): void {
    // The role may log in to the first member as well, whose construct often has the same id.
    grantLogin(this, this.resourceId, role, user, `${this.node.id}-in-${accountOf(this).region}`);
  }
}
