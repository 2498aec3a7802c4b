import {
  BackupRestoreTestingPlan,
  type BackupRestoreTestingPlanConfig,
} from "@cdktf/provider-aws/lib/backup-restore-testing-plan";
import { BackupRestoreTestingSelection } from "@cdktf/provider-aws/lib/backup-restore-testing-selection";
import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { LambdaFunctionEventInvokeConfig } from "@cdktf/provider-aws/lib/lambda-function-event-invoke-config";
import { check, checkLength, checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IFunction } from "../functions/function";
import { LambdaFunction } from "../functions/lambda-function";
import { packagePath } from "../functions/package-path";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";
import { type BackupTag, tagCondition } from "./backup-plan";
import type { IBackupVault } from "./backup-vault";
import { type RestorableType, restoredStatements } from "./restored-access";

/** Resources of one type whose backups are restored. */
export interface RestoreSelection {
  readonly type: RestorableType;

  /** ARNs of the backed-up resources, 1 to 30, or their tag. */
  readonly resources: readonly string[] | BackupTag;

  /**
   * Metadata of the restore, which replaces the metadata that AWS Backup infers. Set `dbSubnetGroupName` for a
   * database, which is otherwise restored into the default VPC.
   * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-inferred-metadata.html
   * @default the metadata that AWS Backup infers
   */
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface RestoreTestProps {
  /**
   * Name of the plan: 1 to 50 letters, digits and underscores. The names of the function and of the rule have hyphens
   * instead.
   */
  readonly name: string;

  /** Cron expression with six fields in UTC, such as `cron(0 8 1 1,4,7,10 ? *)` for each quarter. */
  readonly schedule: string;

  /** Vault of the backups. */
  readonly vault: IBackupVault;

  /** Selections by name, of letters, digits and underscores. */
  readonly selections: Readonly<Record<string, RestoreSelection>>;

  /** Maximum age of the backup that is restored, 1 to 365 days. @default 30 */
  readonly windowDays?: number;

  /** Time in which the restored resource is validated before it is deleted, 1 to 168 hours. @default 2 */
  readonly validationHours?: number;

  /** Role that AWS Backup assumes; it needs `AWSBackupServiceRolePolicyForRestores`. */
  readonly role: IRole;

  /** Key of the restored data and of the function's dead letters. */
  readonly key: IKey;

  /** Key of the function's log group. */
  readonly logsKey: IKey;

  /** Days that the function's log events are kept. */
  readonly logRetentionDays: number;

  /** Arguments of the `aws_backup_restore_testing_plan` that replace what this module sets. @default none */
  readonly overrides?: Partial<BackupRestoreTestingPlanConfig>;
}

/**
 * A test that restores the newest backups on a schedule, validates them with a function, and deletes the restored
 * resources. The function reports the result to AWS Backup, and fails when a restored resource is not as expected.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing.html
 */
export class RestoreTest extends Construct {
  /** Function that validates restored resources, so that its stack can add alarms for it. */
  readonly validator: IFunction;

  constructor(scope: Construct, id: string, props: RestoreTestProps) {
    super(scope, id);
    const { name, schedule, vault, selections, windowDays = 30, overrides } = props;
    checkPattern(this, "name", name, /^\w{1,50}$/, "1 to 50 letters, digits and underscores");
    checkPattern(this, "schedule", schedule, /^cron\((\S+ ){5}\S+\)$/, "cron(...) with six fields");
    checkWholeNumber(this, "windowDays", windowDays, 1, 365);
    checkLength(this, "selections", Object.keys(selections), 1);
    const plan = new BackupRestoreTestingPlan(this, "Default", {
      name,
      scheduleExpression: schedule,
      scheduleExpressionTimezone: "Etc/UTC",
      startWindowHours: 1,
      recoveryPointSelection: [
        {
          algorithm: "LATEST_WITHIN_WINDOW",
          includeVaults: [vault.arn],
          recoveryPointTypes: ["SNAPSHOT"],
          selectionWindowDays: windowDays,
        },
      ],
      ...overrides,
    });
    for (const [selection, settings] of Object.entries(selections)) {
      this.select(plan, selection, settings, props);
    }
    this.validator = this.addValidator(props);
    this.invokeOnRestores(plan, name.replaceAll("_", "-"));
  }

  private select(
    plan: BackupRestoreTestingPlan,
    name: string,
    { type, resources, metadata }: RestoreSelection,
    { role, key, validationHours = 2 }: RestoreTestProps,
  ): void {
    checkPattern(this, "selections", name, /^\w{1,50}$/, "names of 1 to 50 letters, digits and underscores");
    checkWholeNumber(this, "validationHours", validationHours, 1, 168);
    const isTag = "tag" in resources;
    const count = isTag ? 1 : resources.length;
    check(this, count >= 1 && count <= 30, "selections", "of 1 to 30 ARNs each", count);
    new BackupRestoreTestingSelection(this, name.replaceAll("_", "-"), {
      name,
      restoreTestingPlanName: plan.name,
      protectedResourceType: type,
      iamRoleArn: role.arn,
      // The provider accepts either ARNs or conditions.
      protectedResourceArns: isTag ? undefined : [...resources],
      protectedResourceConditions: isTag ? [{ stringEquals: [tagCondition(resources)] }] : undefined,
      restoreMetadataOverrides: { ...ENCRYPTION[type]?.(key.arn), ...metadata },
      validationWindowHours: validationHours,
    });
  }

  private addValidator({ name, selections, key, logsKey, logRetentionDays }: RestoreTestProps): IFunction {
    const validator = new LambdaFunction(this, "validator", {
      name: name.replaceAll("_", "-"),
      description: "Looks at what a restore test restored and reports the result",
      code: packagePath("backup/validate-restored"),
      runtime: "nodejs22.x",
      timeoutSeconds: 60,
      key,
      logsKey,
      logRetentionDays,
    });
    const types = Object.values(selections).map(({ type }) => type);
    grant(validator.role, "validate-restored", ...restoredStatements(this, types, key));
    // A second attempt would report a second result for the same restore.
    new LambdaFunctionEventInvokeConfig(this, "attempts", {
      functionName: validator.name,
      maximumRetryAttempts: 0,
    });
    return validator;
  }

  private invokeOnRestores(plan: BackupRestoreTestingPlan, name: string): void {
    const rule = new CloudwatchEventRule(this, "restored", {
      name,
      description: "Restores that a test has completed",
      eventPattern: JSON.stringify({
        source: ["aws.backup"],
        "detail-type": ["Restore Job State Change"],
        detail: { status: ["COMPLETED"], restoreTestingPlanArn: [plan.arn] },
      }),
    });
    const permission = this.validator.allowInvokeBy("events.amazonaws.com", rule.arn);
    new CloudwatchEventTarget(this, "validate", {
      rule: rule.name,
      arn: this.validator.arn,
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      dependsOn: [permission],
    });
  }
}

/**
 * Metadata that encrypts restored resources with the customer key, by type. A restored database keeps the key of its
 * backup.
 */
const ENCRYPTION: Partial<Record<RestorableType, (keyArn: string) => Record<string, string>>> = {
  DynamoDB: (kmsMasterKeyArn) => ({ encryptionType: "KMS", kmsMasterKeyArn }),
  EBS: (kmsKeyId) => ({ kmsKeyId }),
};
