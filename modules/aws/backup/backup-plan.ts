import { BackupPlan as AwsBackupPlan, type BackupPlanConfig } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { checkLength, checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import { arn } from "../account";
import type { IRole } from "../security/role";
import type { IBackupVault } from "./backup-vault";

/**
 * A tag that selects resources which Terraform does not create, such as the volumes of a cluster's persistent volume
 * claims.
 */
export interface BackupTag {
  readonly tag: string;
  readonly value: string;
}

/** A tag as a condition of a selection. */
export function tagCondition({ tag, value }: BackupTag): { readonly key: string; readonly value: string } {
  return { key: `aws:ResourceTag/${tag}`, value };
}

export interface BackupPlanProps {
  /** Name of the plan, its rule and its selection: 1 to 50 letters, digits and `._-`. */
  readonly name: string;

  /**
   * Cron expression with six fields in UTC, such as `cron(0 5 * * ? *)`. It must avoid the backup windows of databases,
   * in which RDS makes its own snapshots.
   */
  readonly schedule: string;

  /** Days until a backup is deleted, 1 to 36500. */
  readonly retentionDays: number;

  readonly vault: IBackupVault;

  /** Vault in another region for copies with the same retention. @default no copies */
  readonly copies?: IBackupVault;

  /** ARNs of the resources to back up, at least one, or the tag of the EBS volumes to back up. */
  readonly resources: readonly string[] | BackupTag;

  /** Role that AWS Backup assumes; it needs `AWSBackupServiceRolePolicyForBackup`. */
  readonly role: IRole;

  /** Arguments of the `aws_backup_plan` that replace what this module sets. @default none */
  readonly overrides?: Partial<BackupPlanConfig>;
}

/**
 * A backup plan for given resources, with one schedule.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/about-backup-plans.html
 */
export class BackupPlan extends Construct {
  constructor(scope: Construct, id: string, props: BackupPlanProps) {
    super(scope, id);
    const { name, schedule, retentionDays, vault, copies, resources, role, overrides } = props;
    checkPattern(this, "name", name, /^[\w.-]{1,50}$/, "1 to 50 letters, digits and ._-");
    checkPattern(this, "schedule", schedule, /^cron\((\S+ ){5}\S+\)$/, "cron(...) with six fields");
    checkWholeNumber(this, "retentionDays", retentionDays, 1, 36_500);
    const isTag = "tag" in resources;
    const arns = isTag ? [arn(this, "ec2", "volume/*")] : resources;
    checkLength(this, "resources", arns, 1);
    // Without the second argument the provider computes it, and a plan that changes a rule shows it as unknown.
    const lifecycle = { deleteAfter: retentionDays, optInToArchiveForSupportedResources: false };
    const plan = new AwsBackupPlan(this, "Default", {
      name,
      rule: [
        {
          ruleName: name,
          targetVaultName: vault.name,
          schedule,
          startWindow: 60,
          completionWindow: 360,
          lifecycle,
          // A copy without a lifecycle of its own never expires.
          copyAction: copies && [{ destinationVaultArn: copies.arn, lifecycle }],
        },
      ],
      ...overrides,
    });
    new BackupSelection(this, "selection", {
      name,
      planId: plan.id,
      iamRoleArn: role.arn,
      resources: [...arns],
      // Conditions narrow the ARNs; `selection_tag` would add every other resource with the tag.
      condition: isTag ? [{ stringEquals: [tagCondition(resources)] }] : undefined,
    });
  }
}
