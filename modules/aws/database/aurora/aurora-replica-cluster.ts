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
 * Props of a replica cluster. Set the same `parameters` as on the first member, because the cluster keeps its own after
 * a failover. `engineVersion` only determines the family of the parameter groups; the cluster runs the version of the
 * global cluster.
 */
export interface AuroraReplicaClusterProps extends AuroraClusterProps {
  /** Global cluster to join, whose first member is in another region. */
  readonly global: IAuroraGlobal;
}

/**
 * A read-only member of a global cluster in its own region, with the users and passwords of the first member. It can
 * take over by a switchover or a failover.
 *
 * Terraform destroys its instances first; then it removes the cluster from the global cluster and deletes it. A cluster
 * that was detached by hand, as after the loss of the first region, cannot rejoin, because RDS does not add existing
 * clusters.
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
        // The provider presigns the request for this region, which RDS requires for a copy of encrypted data.
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

  /** Allows the role to log in as a database user that has `rds_iam`, even while the cluster is read-only. */
  grantConnect(role: IRole, user: string): void {
    // The region makes the policy's name unique: the role may have one for the first member, whose construct often has
    // the same id.
    grantLogin(this, this.resourceId, role, user, `${this.node.id}-in-${accountOf(this).region}`);
  }
}
