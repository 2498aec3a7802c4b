import { BcmdataexportsExport, type BcmdataexportsExportConfig } from "@cdktf/provider-aws/lib/bcmdataexports-export";
import { check, checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf, arn, globalArn, partitionArn } from "../account";
import { Bucket, type IBucket } from "../storage/bucket";

export interface UsageExportProps {
  /** Name of the export: 1 to 128 of `A-Za-z0-9_-`, unique in the account. */
  readonly name: string;

  /** Name of the bucket for the files, unique in all of AWS. */
  readonly bucket: string;

  /** Days until the files of a month are deleted. @default 1095 */
  readonly expirationDays?: number;

  /** Bucket that receives a record of each request for the files. @default none */
  readonly accessLogs?: IBucket;

  /**
   * Columns of the table `COST_AND_USAGE_REPORT`.
   * @default the columns for account, service, resource, time, cost and tags
   */
  readonly columns?: readonly string[];

  /** Refuse deletion of the bucket by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_bcmdataexports_export` that replace what this module sets. @default none */
  readonly overrides?: Partial<BcmdataexportsExportConfig>;
}

/** https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html */
const COLUMNS = [
  "bill_billing_period_start_date",
  "line_item_usage_start_date",
  "line_item_usage_account_id",
  "line_item_product_code",
  "line_item_usage_type",
  "line_item_operation",
  "line_item_resource_id",
  "line_item_usage_amount",
  "line_item_unblended_cost",
  "pricing_unit",
  "product_region_code",
  "resource_tags",
];

/**
 * A daily export of the account's usage and cost by resource, as Parquet files in a bucket of its own. The API exists
 * only in us-east-1.
 * https://docs.aws.amazon.com/cur/latest/userguide/dataexports-create-standard.html
 */
export class UsageExport extends Construct {
  constructor(scope: Construct, id: string, props: UsageExportProps) {
    super(scope, id);
    const { name, expirationDays = 1095, accessLogs, columns = COLUMNS, deletionProtection = true, overrides } = props;
    const { region, id: account } = accountOf(this);
    check(this, region === "us-east-1", "region", "us-east-1, which alone has the API", region);
    checkPattern(this, "name", name, /^[\w-]{1,128}$/, "1 to 128 of A-Za-z0-9_-");
    const bucketArn = partitionArn(this, "s3", props.bucket);
    const bucket = new Bucket(this, "bucket", {
      name: props.bucket,
      expirationDays,
      noncurrentExpirationDays: 30,
      accessLogs,
      deletionProtection,
      policy: [
        {
          sid: "Exports",
          actions: ["s3:PutObject", "s3:GetBucketPolicy"],
          resources: [bucketArn, `${bucketArn}/*`],
          principals: { Service: ["billingreports.amazonaws.com", "bcm-data-exports.amazonaws.com"] },
          conditions: {
            StringLike: {
              "aws:SourceAccount": account,
              "aws:SourceArn": [arn(this, "cur", "definition/*"), arn(this, "bcm-data-exports", "export/*")],
            },
          },
        },
      ],
    });
    new BcmdataexportsExport(this, "Default", {
      export: [
        {
          name,
          dataQuery: [
            {
              queryStatement: `SELECT ${columns.join(", ")} FROM COST_AND_USAGE_REPORT`,
              tableConfigurations: {
                // The service returns every configuration, and the provider fails if it returns one that was not sent.
                COST_AND_USAGE_REPORT: {
                  BILLING_VIEW_ARN: globalArn(this, "billing", "billingview/primary"),
                  TIME_GRANULARITY: "DAILY",
                  INCLUDE_RESOURCES: "TRUE",
                  INCLUDE_CAPACITY_RESERVATION_DATA: "FALSE",
                  INCLUDE_IAM_PRINCIPAL_DATA: "FALSE",
                  INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: "FALSE",
                  INCLUDE_SPLIT_COST_ALLOCATION_DATA: "FALSE",
                },
              },
            },
          ],
          destinationConfigurations: [
            {
              s3Destination: [
                {
                  // The export must be created after the bucket's policy, because the service checks the policy.
                  s3Bucket: bucket.nameWithPolicy,
                  s3Prefix: "exports",
                  s3Region: region,
                  s3OutputConfigurations: [
                    { format: "PARQUET", compression: "PARQUET", outputType: "CUSTOM", overwrite: "OVERWRITE_REPORT" },
                  ],
                },
              ],
            },
          ],
          refreshCadence: [{ frequency: "SYNCHRONOUS" }],
        },
      ],
      // Otherwise Terraform would replace the export when AWS adds a configuration.
      lifecycle: { ignoreChanges: ["export[0].data_query[0].table_configurations"] },
      ...overrides,
    });
  }
}
