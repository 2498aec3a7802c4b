import { managedPolicyArn } from "@modules/aws/account";
import { backupAlarms } from "@modules/aws/backup/backup-alarms";
import { BackupPlan } from "@modules/aws/backup/backup-plan";
import { BackupReports } from "@modules/aws/backup/backup-reports";
import { BackupVault, type IBackupVault } from "@modules/aws/backup/backup-vault";
import { RestoreTest } from "@modules/aws/backup/restore-test";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { EventAlert } from "@modules/aws/operations/event-alert";
import type { IKey } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import { hoursBetween } from "@modules/core/schedule";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";
import { addResourceAlarms } from "../../parts/aws/alarms";
import { addJobFailureAlert, addRestoreFailureAlert } from "../../parts/aws/backup-alerts";
import type { Plan } from "./plans";

interface BackupVaultProps {
  readonly key: IKey;
  readonly alerts: IAlerts;
}

/** Vault in the region of the copies, with a notification when a copy fails. */
class BackupVaultStack extends AwsStack {
  readonly vault: IBackupVault;

  constructor(scope: Construct, environment: Environment, { key, alerts }: BackupVaultProps, region: string) {
    super(scope, environment, "backup-plans", { region });
    const { platform, deletionProtection } = environment;
    this.vault = new BackupVault(this, "vault", { name: this.named(`${platform}-copies`), key, deletionProtection });
    // AWS does not document in which of the two regions a copy's event appears, so both have a rule.
    addJobFailureAlert(this, "failed-copies", {
      name: this.named(`${platform}-copy-failures`),
      description: "Copies that did not complete",
      kinds: ["Copy"],
      alerts,
    });
  }
}

interface BackupPlansProps {
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly alerts: IAlerts;
  /** Plans by the suffixes of their names. */
  readonly plans: Readonly<Record<string, Plan>>;
  /** Schedule of the tests that restore the newest backup of each plan: six fields in UTC. */
  readonly restoreTests: string;
  /** Vault of another region. @default no copies */
  readonly copies?: IBackupVault;
}

/**
 * AWS Backup plans, which keep backups longer than the services themselves can, with restore tests, reports on both,
 * and notifications of failures.
 */
class BackupPlansStack extends AwsStack {
  private readonly props: BackupPlansProps;
  private readonly vault: IBackupVault;

  constructor(scope: Construct, environment: Environment, props: BackupPlansProps) {
    super(scope, environment, "backup-plans");
    this.props = props;
    const { key, plans, copies } = props;
    const { platform, deletionProtection } = environment;
    this.vault = new BackupVault(this, "vault", { name: this.named(`${platform}-backups`), key, deletionProtection });
    const role = this.addRole("role", `${platform}-backup-plans`, "AWS Backup", "Backup");
    for (const [name, { type, metadata, copied = false, ...plan }] of Object.entries(plans)) {
      new BackupPlan(this, name, {
        ...plan,
        name: this.named(`${platform}-${name}`),
        vault: this.vault,
        copies: copied ? copies : undefined,
        role,
      });
    }
    this.addRestoreTest();
    this.addReports();
    this.addAlerts();
    this.addLateAlarms();
  }

  private addRole(id: string, name: string, description: string, policy: "Backup" | "Restores"): Role {
    return new Role(this, id, {
      name: this.named(name),
      description,
      assumedBy: "backup.amazonaws.com",
      managedPolicies: {
        [policy.toLowerCase()]: managedPolicyArn(this, `service-role/AWSBackupServiceRolePolicyFor${policy}`),
      },
    });
  }

  private addRestoreTest(): void {
    const { platform, security } = this.environment;
    const { key, logsKey, plans, restoreTests } = this.props;
    const name = `${platform}-restore-test`;
    new RestoreTest(this, "restore-test", {
      name: wordOf(this.named(name)),
      schedule: restoreTests,
      vault: this.vault,
      selections: Object.fromEntries(Object.entries(plans).map(([plan, settings]) => [wordOf(plan), settings])),
      // The window is longer than a month, because a monthly backup can be 31 days old at the test.
      windowDays: 40,
      role: this.addRole("restore-role", `${platform}-restore-tests`, "Restore tests of AWS Backup", "Restores"),
      key,
      logsKey,
      logRetentionDays: security.logRetentionDays,
    });
  }

  private addReports(): void {
    const { platform, deletionProtection } = this.environment;
    new BackupReports(this, "reports", {
      name: wordOf(this.named(platform)),
      bucketName: this.named(`${platform}-backup-reports`),
      accessLogs: new LogBucket(this, "access-logs", {
        name: this.named(`${platform}-backup-reports-access-logs`),
        deletionProtection,
      }),
      deletionProtection,
    });
  }

  /**
   * Adds alarms that count completed jobs, because jobs that never start send no event. For plans with long intervals,
   * it sends mail about completed jobs.
   */
  private addLateAlarms(): void {
    const { platform } = this.environment;
    const { alerts, plans, copies } = this.props;
    const slow: string[] = [];
    for (const [name, { schedule, type, resources, copied }] of Object.entries(plans)) {
      if (hoursBetween(schedule) > 24) {
        slow.push(type);
        continue;
      }
      const count = "tag" in resources ? 1 : resources.length;
      addResourceAlarms(
        this,
        alerts,
        `${platform}-${name}`,
        backupAlarms({ type, count, copied: copied && copies !== undefined }),
      );
    }
    if (slow.length > 0) {
      // CloudWatch alarms evaluate at most seven days.
      new EventAlert(this, "completed", {
        name: this.named(`${platform}-completed-backups`),
        description: "Backups and copies that completed, of plans that run less often than daily",
        pattern: {
          source: ["aws.backup"],
          "detail-type": ["Backup Job State Change", "Copy Job State Change"],
          detail: { state: ["COMPLETED"], resourceType: slow },
        },
        alerts,
        severity: "informational",
        fields: { kind: "$.detail-type", resource: "$.resources[0]", region: "$.region" },
        message: "AWS Backup in <region>: <kind>, completed (<resource>)",
      });
    }
  }

  private addAlerts(): void {
    const { platform } = this.environment;
    const { alerts } = this.props;
    addJobFailureAlert(this, "failures", {
      name: this.named(`${platform}-backup-failures`),
      description: "Backups and copies that did not complete",
      kinds: ["Backup", "Copy"],
      alerts,
    });
    addRestoreFailureAlert(this, "failed-restores", {
      name: this.named(`${platform}-restore-failures`),
      description: "Restores that did not complete, those of tests too",
      alerts,
    });
  }
}

/** A name with only letters, digits and underscores, as restore tests and reports require. */
function wordOf(name: string): string {
  return name.replaceAll("-", "_");
}

interface BackupProps extends Omit<BackupPlansProps, "copies"> {
  /** Region of the copies with its keys and its alerts. */
  readonly copies: { readonly region: string; readonly keys: { readonly data: IKey }; readonly alerts: IAlerts };
}

/** Defines the plans of an environment, and the vault in another region for their copies. */
export function defineBackupPlans(scope: Construct, environment: Environment, { copies, ...props }: BackupProps): void {
  const { region, keys, alerts } = copies;
  const { vault } = new BackupVaultStack(scope, environment, { key: keys.data, alerts }, region);
  new BackupPlansStack(scope, environment, { ...props, copies: vault });
}
