/** Plans that several platforms have. */
import type { BackupTag } from "@modules/aws/backup/backup-plan";
import type { RestorableType } from "@modules/aws/backup/restored-access";
import type { Environment } from "../../../environments/schema/environment";
import { volumeTag } from "../../parts/aws/backup-tag";

/** Backups of one kind of data. */
export interface Plan {
  readonly schedule: string;
  readonly retentionDays: number;
  readonly type: RestorableType;
  /** ARNs of what is backed up, or the tag of the volumes that are. */
  readonly resources: readonly string[] | BackupTag;
  /** Copy each backup to the other region's vault. @default false */
  readonly copied?: boolean;
  /** Metadata of restores in tests. @default what AWS Backup infers */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A database with the subnet group that restores of it join. */
interface Restorable {
  readonly arn: string;
  readonly subnetGroupName: string;
}

type DatabasePlan = Omit<Plan, "resources" | "metadata" | "copied">;

/** A plan for a database whose backups are copied, after the backup window that RDS keeps for itself. */
export function databasePlan({ arn, subnetGroupName }: Restorable, plan: DatabasePlan): Plan {
  // A restore without the group would join the default VPC.
  return { ...plan, resources: [arn], copied: true, metadata: { dbSubnetGroupName: subnetGroupName } };
}

/** Daily backups of the volumes that pods claim, kept for 35 days and copied. */
export function volumePlan(environment: Environment): Plan {
  return {
    schedule: "cron(0 7 * * ? *)",
    retentionDays: 35,
    type: "EBS",
    resources: volumeTag(environment),
    copied: true,
  };
}
