import { BackupReportPlan } from "@cdktf/provider-aws/lib/backup-report-plan";
import type { S3BucketConfig } from "@cdktf/provider-aws/lib/s3-bucket";
import { checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import { globalArn, partitionArn } from "../account";
import { Bucket, type IBucket } from "../storage/bucket";

export interface BackupReportsProps {
  /** Prefix of the names of the report plans: 1 to 200 letters, digits and underscores, beginning with a letter. */
  readonly name: string;

  /** Name of the bucket, unique in all of AWS. */
  readonly bucketName: string;

  /** Days until a report is deleted. @default 2555, seven years */
  readonly expirationDays?: number;

  /** Bucket that receives a record of each request for the reports. @default none */
  readonly accessLogs?: IBucket;

  /** Refuse deletion of the bucket by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_s3_bucket` that replace what this module sets. @default none */
  readonly overrides?: Partial<S3BucketConfig>;
}

/** Reports by the suffix of their names, with the template of each. */
const REPORTS = {
  backups: { template: "BACKUP_JOB_REPORT", description: "Backups of the last day" },
  copies: { template: "COPY_JOB_REPORT", description: "Copies of backups of the last day" },
  restores: { template: "RESTORE_JOB_REPORT", description: "Restores of the last day, those of restore tests too" },
};

/**
 * Daily reports of AWS Backup on backups, copies and restores, in a bucket of their own. The bucket is encrypted with
 * S3's own keys.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/working-with-audit-reports.html
 */
export class BackupReports extends Construct {
  constructor(scope: Construct, id: string, props: BackupReportsProps) {
    super(scope, id);
    const { name, bucketName, expirationDays = 2555, accessLogs, deletionProtection = true, overrides } = props;
    checkPattern(this, "name", name, /^[A-Za-z]\w{0,199}$/, "1 to 200 letters, digits and underscores, a letter first");
    const reporter = globalArn(this, "iam", REPORTER);
    const bucket = new Bucket(this, "bucket", {
      name: bucketName,
      transitionToIaDays: 30,
      expirationDays,
      noncurrentExpirationDays: 90,
      accessLogs,
      policy: [
        {
          sid: "BackupReports",
          actions: ["s3:PutObject"],
          resources: [`${partitionArn(this, "s3", bucketName)}/*`],
          // AWS creates the role with the first report plan, and a policy cannot name a role as principal before the
          // role exists.
          principals: "*",
          conditions: {
            ArnEquals: { "aws:PrincipalArn": reporter },
            StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" },
          },
        },
      ],
      deletionProtection,
      overrides,
    });
    for (const [report, { template, description }] of Object.entries(REPORTS)) {
      new BackupReportPlan(this, report, {
        name: `${name}_${report}`,
        description,
        reportDeliveryChannel: { s3BucketName: bucket.nameWithPolicy, s3KeyPrefix: report, formats: ["CSV"] },
        reportSetting: { reportTemplate: template },
      });
    }
  }
}

/** Service-linked role that delivers reports. */
const REPORTER = "role/aws-service-role/reports.backup.amazonaws.com/AWSServiceRoleForBackupReports";
