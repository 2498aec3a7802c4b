import { managedPolicyArn } from "@modules/aws/account";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { BackupPlan } from "@modules/aws/operations/backup-plan";
import { BackupVault, type IBackupVault } from "@modules/aws/operations/backup-vault";
import { EventAlert } from "@modules/aws/operations/event-alert";
import type { IKey } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";

/** Backups of one kind of data. */
interface Plan {
  readonly schedule: string;
  readonly retentionDays: number;
  /** ARNs of what is backed up. */
  readonly resources: readonly string[];
  /** Copy each backup to the other region's vault. @default false */
  readonly copied?: boolean;
}

/** Vault in the region that copies go to. */
class BackupVaultStack extends AwsStack {
  readonly vault: IBackupVault;

  constructor(scope: Construct, environment: Environment, { key }: { readonly key: IKey }, region: string) {
    super(scope, environment, "backup-plans", { region });
    const { platform, deletionProtection } = environment;
    this.vault = new BackupVault(this, "vault", { name: this.named(`${platform}-copies`), key, deletionProtection });
  }
}

interface BackupPlansProps {
  readonly key: IKey;
  readonly alerts: IAlerts;
  /** Plans by the ends of their names. */
  readonly plans: Readonly<Record<string, Plan>>;
  /** Vault of another region. @default no copies */
  readonly copies?: IBackupVault;
}

/** Plans of AWS Backup, which keep backups longer than the services themselves can, and a word when one fails. */
class BackupPlansStack extends AwsStack {
  constructor(scope: Construct, environment: Environment, { key, alerts, plans, copies }: BackupPlansProps) {
    super(scope, environment, "backup-plans");
    const { platform, deletionProtection } = environment;
    const vault = new BackupVault(this, "vault", { name: this.named(`${platform}-backups`), key, deletionProtection });
    const role = new Role(this, "role", {
      name: this.named(`${platform}-backup-plans`),
      description: "AWS Backup",
      assumedBy: "backup.amazonaws.com",
      managedPolicies: { backup: managedPolicyArn(this, "service-role/AWSBackupServiceRolePolicyForBackup") },
    });
    for (const [name, { copied = false, ...plan }] of Object.entries(plans)) {
      new BackupPlan(this, name, {
        ...plan,
        name: this.named(`${platform}-${name}`),
        vault,
        copies: copied ? copies : undefined,
        role,
      });
    }
    new EventAlert(this, "failures", {
      name: this.named(`${platform}-backup-failures`),
      description: "Backups and copies that did not complete",
      pattern: {
        source: ["aws.backup"],
        "detail-type": ["Backup Job State Change", "Copy Job State Change"],
        detail: { state: ["FAILED", "ABORTED", "EXPIRED"] },
      },
      alerts,
      severity: "critical",
      fields: { state: "$.detail.state", resource: "$.resources[0]", region: "$.region" },
      message: "AWS Backup in <region>: a job is <state> (<resource>)",
    });
  }
}

interface BackupProps extends Omit<BackupPlansProps, "copies"> {
  /** Region of the copies, and the key of its vault. */
  readonly copies: { readonly region: string; readonly key: IKey };
}

/** The plans of an environment, and the vault in another region that they copy to. */
export function defineBackupPlans(scope: Construct, environment: Environment, { copies, ...props }: BackupProps): void {
  const { vault } = new BackupVaultStack(scope, environment, { key: copies.key }, copies.region);
  new BackupPlansStack(scope, environment, { ...props, copies: vault });
}
