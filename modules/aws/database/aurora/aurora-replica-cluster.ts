import { POSTGRES_PORT } from "@modules/core/ports";
import { Construct } from "constructs";
import type { Connections, IConnectable } from "../../network/connections";
import { type AuroraClusterProps, addAuroraCluster } from "./aurora-cluster";
import type { IAuroraGlobal } from "./aurora-global";

/** The parameters should be the first member's: it takes over as it is. `engineVersion` picks their family only. */
export interface AuroraReplicaClusterProps extends AuroraClusterProps {
  /** What it joins, of a stack in another region. */
  readonly global: IAuroraGlobal;
}

/**
 * A member of a global cluster that reads, in a region of its own, and can be
 * switched or failed over to. Users and passwords are replicated to it.
 *
 * Destroyed, its instances go first and the cluster leaves the global one before
 * it is deleted. Once it was detached by hand, as after the loss of the first
 * region, it stands alone: RDS lets no existing cluster join again.
 */
export class AuroraReplicaCluster extends Construct implements IConnectable {
  readonly arn: string;
  readonly identifier: string;
  /** Host name of the instance that writes, once it has taken over. */
  readonly address: string;
  /** Host name that spreads connections over all that read. */
  readonly readerAddress: string;
  readonly port = POSTGRES_PORT;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: AuroraReplicaClusterProps) {
    super(scope, id);
    const { global, deletionProtection = true } = props;
    const { cluster, connections } = addAuroraCluster(this, props, {
      globalClusterIdentifier: global.identifier,
      // RDS takes members of one version only; upgrades go through the global cluster.
      engineVersion: global.engineVersion,
      // Presigns the request, by which the source's region agrees to copy what is encrypted.
      sourceRegion: global.sourceRegion,
      lifecycle: {
        preventDestroy: deletionProtection,
        ignoreChanges: ["engine_version", "replication_source_identifier"],
      },
    });
    this.arn = cluster.arn;
    this.identifier = cluster.clusterIdentifier;
    this.address = cluster.endpoint;
    this.readerAddress = cluster.readerEndpoint;
    this.connections = connections;
  }
}
