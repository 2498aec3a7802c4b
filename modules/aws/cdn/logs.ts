import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import { Construct } from "constructs";
import { accountOf } from "../account";
import type { LogBucket } from "../storage/log-bucket";

export interface DistributionLogsProps {
  /** 1 to 60 letters, digits, hyphens and underscores. */
  readonly name: string;

  /** Gets the records below `AWSLogs/<account>/CloudFront/`. */
  readonly bucket: LogBucket;
}

/** All that is recorded of a request by default but its cookies, which are somebody's session. */
const FIELDS = [
  ...["date", "time", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "cs(Host)", "cs-uri-stem", "sc-status"],
  ...["cs(Referer)", "cs(User-Agent)", "cs-uri-query", "x-edge-result-type", "x-edge-request-id", "x-host-header"],
  ...["cs-protocol", "cs-bytes", "time-taken", "x-forwarded-for", "ssl-protocol", "ssl-cipher"],
  ...["x-edge-response-result-type", "cs-protocol-version", "c-port", "time-to-first-byte"],
  ...["x-edge-detailed-result-type", "sc-content-type", "sc-content-len", "sc-range-start", "sc-range-end"],
];

/**
 * Where distributions of the stack record requests, as lines of JSON. The older
 * way of a distribution's own logging configuration writes with an ACL, which
 * no bucket here takes; CloudWatch Logs delivers by the bucket's policy.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 */
export class DistributionLogs extends Construct {
  private readonly destinationArn: string;
  private last: CloudwatchLogDelivery | undefined;

  constructor(scope: Construct, id: string, props: DistributionLogsProps) {
    super(scope, id);
    const { name, bucket } = props;
    const { region } = accountOf(this);
    if (region !== "us-east-1") {
      throw new Error(`${this.node.path}: region must be us-east-1, as for all of CloudFront, got ${region}`);
    }
    if (!/^[\w-]{1,60}$/.test(name)) {
      throw new Error(`${this.node.path}: name must be 1 to 60 letters, digits, hyphens and underscores, got ${name}`);
    }
    this.destinationArn = new CloudwatchLogDeliveryDestination(this, "Default", {
      name,
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: `arn:aws:s3:::${bucket.nameWithPolicy}` }],
    }).arn;
  }

  /** Records the requests of a distribution, in its own scope. */
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
      // Two at a time of one destination fail with "currently being updated".
      dependsOn: this.last && [this.last],
    });
  }
}
