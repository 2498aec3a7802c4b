import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { Construct } from "constructs";
import { accountOf } from "../../account";
import type { Connections, IConnectable } from "../../network/connections";
import type { IPostgres } from "./postgres";
import { type PostgresServerProps, PostgresSurroundings } from "./surroundings";

/**
 * The version is the source's, and so should the parameters be: PostgreSQL does
 * not replay on a server with fewer connections.
 */
export interface PostgresReplicaProps extends PostgresServerProps {
  /** Instance it follows; its master password must not be managed by RDS. */
  readonly source: IPostgres;

  /** Storage may grow by itself to this, best the source's: a full replica replays no more. @default it does not grow */
  readonly maxAllocatedGibibytes?: number;

  /** Such as `us-east-1a`; a change replaces it. @default RDS chooses */
  readonly zone?: string;

  /** Days of backups, so that a promoted replica has some. 0 to 35. @default 7 */
  readonly backupRetentionDays?: number;
}

/** A read replica, in any region, that can be promoted to take over. */
export class PostgresReplica extends Construct implements IConnectable {
  readonly arn: string;
  readonly identifier: string;
  readonly address: string;
  readonly connections: Connections;

  constructor(scope: Construct, id: string, props: PostgresReplicaProps) {
    super(scope, id);
    const { source, instanceClass, zone, maxAllocatedGibibytes, backupRetentionDays = 7 } = props;
    if (backupRetentionDays < 0 || backupRetentionDays > 35) {
      throw new Error(`${this.node.path}: backupRetentionDays must be 0 to 35, got ${backupRetentionDays}`);
    }
    const { settings, connections } = new PostgresSurroundings(this, "around", props);
    const replica = new DbInstance(this, "Default", {
      ...settings,
      // Of another region only the ARN will do.
      replicateSourceDb: source.arn,
      // In the source's region it has the source's key, and RDS wants none named.
      kmsKeyId: accountOf(source).region === accountOf(this).region ? undefined : settings.kmsKeyId,
      instanceClass,
      maxAllocatedStorage: maxAllocatedGibibytes,
      availabilityZone: zone,
      backupRetentionPeriod: backupRetentionDays,
      // RDS takes none of a replica.
      skipFinalSnapshot: true,
    });
    this.arn = replica.arn;
    this.identifier = replica.identifier;
    this.address = replica.address;
    this.connections = connections;
  }
}
