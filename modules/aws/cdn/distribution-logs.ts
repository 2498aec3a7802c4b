import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import {
  CloudwatchLogDeliveryDestination,
  type CloudwatchLogDeliveryDestinationConfig,
} from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import { accountOf, partitionArn } from "../account";
import { checkName } from "../check-name";
import type { IBucket } from "../storage/bucket";

export interface DistributionLogsProps {
  /** Name of the delivery destination: 1 to 60 letters, digits, hyphens and underscores. */
  readonly name: string;

  /**
   * Bucket for the logs, below `AWSLogs/<account>/CloudFront/`. Its policy must allow the delivery, as that of
   * `LogBucket` does.
   */
  readonly bucket: IBucket;

  /** Arguments of the `aws_cloudwatch_log_delivery_destination` that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudwatchLogDeliveryDestinationConfig>;
}

/** The default fields of an access log, except the cookies, which contain session tokens. */
const FIELDS = [
  ...["date", "time", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "cs(Host)", "cs-uri-stem", "sc-status"],
  ...["cs(Referer)", "cs(User-Agent)", "cs-uri-query", "x-edge-result-type", "x-edge-request-id", "x-host-header"],
  ...["cs-protocol", "cs-bytes", "time-taken", "x-forwarded-for", "ssl-protocol", "ssl-cipher"],
  ...["x-edge-response-result-type", "cs-protocol-version", "c-port", "time-to-first-byte"],
  ...["x-edge-detailed-result-type", "sc-content-type", "sc-content-len", "sc-range-start", "sc-range-end"],
];

/**
 * A bucket that receives access logs of the stack's distributions, as lines of JSON. CloudWatch Logs delivers them with
 * the permission of the bucket's policy (standard logging v2); legacy logs would need a bucket with ACLs.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export class DistributionLogs extends Construct {
  private readonly destinationArn: string;
  private last: CloudwatchLogDelivery | undefined;

  constructor(scope: Construct, id: string, props: DistributionLogsProps) {
    super(scope, id);
    const { name, bucket, overrides } = props;
    const { region } = accountOf(this);
    check(this, region === "us-east-1", "region", "us-east-1, where CloudFront delivers its logs from", region);
    checkName(this, "aws_cloudwatch_log_delivery_destination", name);
    this.destinationArn = new CloudwatchLogDeliveryDestination(this, "Default", {
      name,
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: partitionArn(this, "s3", bucket.nameWithPolicy) }],
      ...overrides,
    }).arn;
  }

  /**
   * Delivers the access logs of a distribution; the resources are children of the distribution.
   * @param name unique in the account
   */
  record(distribution: Construct & { readonly arn: string }, name: string): void {
    const source = new CloudwatchLogDeliverySource(distribution, "log-source", {
      name,
      logType: "ACCESS_LOGS",
      resourceArn: distribution.arn,
    });
    this.last = new CloudwatchLogDelivery(distribution, "log-delivery", {
      deliverySourceName: source.name,
      deliveryDestinationArn: this.destinationArn,
      recordFields: FIELDS,
      // Simultaneous deliveries to one destination fail with "currently being updated".
      dependsOn: this.last && [this.last],
    });
  }
}
