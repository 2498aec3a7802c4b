/** Backup plans of several platforms. */
import type { BackupTag } from "@modules/aws/backup/backup-plan";
import type { RestorableType } from "@modules/aws/backup/restored-access";
import type { Environment } from "../../../environments/schema/environment";
import { volumeTag } from "../../parts/aws/backup-tag";

/** Backups of one kind of data. */
export interface Plan {
  readonly schedule: string;
  readonly retentionDays: number;
  readonly type: RestorableType;
  /** ARNs of the resources to back up, or the tag of the volumes to back up. */
  readonly resources: readonly string[] | BackupTag;
  /** Copy each backup to the other region's vault. @default false */
  readonly copied?: boolean;
  /** Metadata of restores in tests. @default the metadata that AWS Backup infers */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A database, and the subnet group for its restores. */
interface Restorable {
  readonly arn: string;
  readonly subnetGroupName: string;
}

type DatabasePlan = Omit<Plan, "resources" | "metadata" | "copied">;

/** A plan for a database whose backups are copied, after the window of RDS's own backups. */
export function databasePlan({ arn, subnetGroupName }: Restorable, plan: DatabasePlan): Plan {
  // Without the subnet group, the restored database would be in the default VPC.
  return { ...plan, resources: [arn], copied: true, metadata: { dbSubnetGroupName: subnetGroupName } };
}

/** A plan for daily backups of the volumes of pods, which are copied and kept for 35 days. */
export function volumePlan(environment: Environment): Plan {
  return {
    schedule: "cron(0 7 * * ? *)",
    retentionDays: 35,
    type: "EBS",
    resources: volumeTag(environment),
    copied: true,
  };
}
