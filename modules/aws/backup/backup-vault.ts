import { BackupVault as AwsBackupVault, type BackupVaultConfig } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";

export interface IBackupVault extends IConstruct {
  readonly arn: string;
  readonly name: string;
}

export interface BackupVaultProps {
  /** Name of the vault: 2 to 50 letters, digits, hyphens and underscores. A change replaces the vault. */
  readonly name: string;

  /** Key of copies, and of backups of the resource types that AWS Backup manages fully. */
  readonly key: IKey;

  /** Minimum retention of every backup in days, 1 to 36500, which the vault lock enforces. @default 7 */
  readonly minRetentionDays?: number;

  /** Refuse deletion by Terraform. An unprotected vault is deleted together with its backups. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_backup_vault` that replace what this module sets. @default none */
  readonly overrides?: Partial<BackupVaultConfig>;
}

/**
 * A vault for backups of AWS Backup, locked in governance mode: only principals that may change the lock can shorten a
 * retention period.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html
 */
export class BackupVault extends Construct implements IBackupVault {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    const { name, key, minRetentionDays = 7, deletionProtection = true, overrides } = props;
    checkPattern(this, "name", name, /^[\w-]{2,50}$/, "2 to 50 letters, digits, hyphens and underscores");
    checkWholeNumber(this, "minRetentionDays", minRetentionDays, 1, 36_500);
    const vault = new AwsBackupVault(this, "Default", {
      name,
      kmsKeyArn: key.arn,
      forceDestroy: !deletionProtection,
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    new BackupVaultLockConfiguration(this, "lock", { backupVaultName: vault.name, minRetentionDays });
    this.arn = vault.arn;
    this.name = vault.name;
  }
}
