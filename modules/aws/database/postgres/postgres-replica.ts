import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { POSTGRES_PORT } from "@modules/core/ports";
import { Construct } from "constructs";
import { accountOf } from "../../account";
import type { Connections } from "../../network/connections";
import type { IRole } from "../../security/role";
import { checkBackupRetention } from "./checks";
import { PostgresCompanions } from "./companions";
import { grantLogin } from "./login";
import type { IPostgres, IReplicationSource } from "./postgres";
import type { PostgresInstanceProps } from "./props";

/**
 * Props of a read replica. RDS gives the replica the minor version of its source. Set the same `parameters` as on the
 * source, because PostgreSQL stops replaying when the replica accepts fewer connections than the source.
 */
export interface PostgresReplicaProps extends PostgresInstanceProps {
  /** Instance to replicate, in the same or another region. */
  readonly source: IReplicationSource;

  /**
   * Size in GiB to which storage may grow automatically. A replica with full storage stops replicating, so use the
   * source's limit.
   * @default storage does not grow
   */
  readonly maxAllocatedGibibytes?: number;

  /** Availability zone, such as `us-east-1a`. A change replaces the replica. @default RDS chooses */
  readonly availabilityZone?: string;

  /** Days that the replica's own backups are kept, 0 to 35. A promoted replica starts with these backups. @default 7 */
  readonly backupRetentionDays?: number;
}

/** A read replica of a PostgreSQL instance, in any region. It can be promoted to a primary. */
export class PostgresReplica extends Construct implements IPostgres, IReplicationSource {
  readonly arn: string;
  readonly identifier: string;
  readonly acceptsReplicas = true;
  readonly address: string;
  readonly port = POSTGRES_PORT;
  readonly subnetGroupName: string;
  readonly connections: Connections;

  private readonly resourceId: string;

  constructor(scope: Construct, id: string, props: PostgresReplicaProps) {
    super(scope, id);
    const { source, instanceClass, availabilityZone, maxAllocatedGibibytes, backupRetentionDays = 7 } = props;
    checkBackupRetention(this, backupRetentionDays, 0);
    const { settings, connections } = new PostgresCompanions(this, props);
    const replica = new DbInstance(this, "Default", {
      ...settings,
      // RDS accepts an identifier only within a region, an ARN across regions.
      replicateSourceDb: source.arn,
      // A replica in the source's region has the source's key, and RDS refuses the argument.
      kmsKeyId: accountOf(source).region === accountOf(this).region ? undefined : settings.kmsKeyId,
      instanceClass,
      maxAllocatedStorage: maxAllocatedGibibytes,
      availabilityZone,
      backupRetentionPeriod: backupRetentionDays,
      // RDS refuses a final snapshot of a replica.
      skipFinalSnapshot: true,
      ...props.overrides,
    });
    this.arn = replica.arn;
    this.identifier = replica.identifier;
    this.address = replica.address;
    this.subnetGroupName = replica.dbSubnetGroupName;
    this.connections = connections;
    this.resourceId = replica.resourceId;
  }

  grantConnect(role: IRole, user: string): void {
    grantLogin(this, this.resourceId, role, user);
  }
}
