import { CloudwatchLogSubscriptionFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { accountOf, arn } from "@modules/aws/account";
import { nodeAlarms } from "@modules/aws/eks/alarms";
import { EksAddon } from "@modules/aws/eks/eks-addon";
import type { EksCluster } from "@modules/aws/eks/eks-cluster";
import { PodIdentity } from "@modules/aws/eks/pod-identity";
import { addDefaultAlarms } from "@modules/aws/operations/default-alarms";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import { grant, Role } from "@modules/aws/security/role";
import type { IBucket } from "@modules/aws/storage/bucket";
import { resourcesOf } from "@modules/core/resources-of";
import type { IConstruct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../../environments/phoenix-rooivalk/schema";
import type { AwsStack } from "../../../base/aws-stack";

export interface LogsProps {
  readonly cluster: EksCluster;
  readonly logsKey: IKey;
  /** Bucket that keeps the logs of pods. */
  readonly bucket: IBucket;
  /** Nodes that must exist first, because the add-on does not become active without nodes. */
  readonly after: readonly IConstruct[];
}

/**
 * Suffixes of the log groups that the add-on writes to. It would create missing log groups without a key and without a
 * retention period.
 */
const KINDS = ["application", "dataplane", "host", "performance"] as const;

/**
 * Adds the CloudWatch agent and Fluent Bit on every node, which collect logs and metrics of pods and nodes. The logs of
 * pods are also kept in the bucket.
 */
export function addLogs(stack: AwsStack<PhoenixRooivalkEnvironment>, props: LogsProps): void {
  const { cluster, logsKey, bucket, after } = props;
  const { logRetentionDays } = stack.environment.security;
  const agent = new PodIdentity(stack, "monitoring-agent", {
    name: stack.named("phoenix-rooivalk-monitoring"),
    cluster,
    namespace: "amazon-cloudwatch",
    serviceAccount: "cloudwatch-agent",
    managedPolicies: { agent: "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy" },
  });
  const groups = KINDS.map(
    (kind) =>
      [
        kind,
        new LogGroup(stack, `${kind}-logs`, {
          name: `/aws/containerinsights/${cluster.physicalName}/${kind}`,
          retentionDays: logRetentionDays,
          key: logsKey,
        }),
      ] as const,
  );
  new EksAddon(stack, "observability", {
    cluster,
    name: "amazon-cloudwatch-observability",
    after: [...after, agent, ...groups.map(([, group]) => group)],
  });
  addDefaultAlarms(stack, cluster.physicalName, nodeAlarms(cluster.name));
  archive(stack, Object.fromEntries(groups).application!, bucket);
}

/** Copies events of the log group to the bucket, as text in compressed files. */
function archive(stack: AwsStack<PhoenixRooivalkEnvironment>, group: LogGroup, bucket: IBucket): void {
  const name = stack.named("phoenix-rooivalk-application-logs");
  const writer = new Role(stack, "log-writer", {
    name: `${name}-writer`,
    description: "Firehose, which writes what pods log to a bucket",
    assumedBy: {
      principals: { Service: "firehose.amazonaws.com" },
      conditions: { StringEquals: { "sts:ExternalId": accountOf(stack).id } },
    },
  });
  bucket.grantPut(writer, "application/");
  bucket.grantPut(writer, "failed/");
  grant(writer, "look-at-bucket", {
    actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
    resources: [bucket.arn],
  });
  const stream = new KinesisFirehoseDeliveryStream(stack, "log-stream", {
    name,
    destination: "extended_s3",
    serverSideEncryption: { enabled: true, keyType: "AWS_OWNED_CMK" },
    extendedS3Configuration: {
      roleArn: writer.arn,
      bucketArn: bucket.arn,
      prefix: "application/!{timestamp:yyyy/MM/dd/HH}/",
      errorOutputPrefix: "failed/!{firehose:error-output-type}/",
      bufferingInterval: 300,
      bufferingSize: 64,
      compressionFormat: "GZIP",
      fileExtension: ".gz",
      // CloudWatch Logs compresses events and wraps them in JSON.
      processingConfiguration: {
        enabled: true,
        processors: [
          { type: "Decompression", parameters: [{ parameterName: "CompressionFormat", parameterValue: "GZIP" }] },
          {
            type: "CloudWatchLogProcessing",
            parameters: [{ parameterName: "DataMessageExtraction", parameterValue: "true" }],
          },
        ],
      },
    },
    dependsOn: resourcesOf(writer),
  });
  const sender = new Role(stack, "log-sender", {
    name: `${name}-sender`,
    description: "CloudWatch Logs, which sends what pods log to Firehose",
    assumedBy: {
      principals: { Service: "logs.amazonaws.com" },
      conditions: { StringLike: { "aws:SourceArn": arn(stack, "logs", "*") } },
    },
  });
  grant(sender, "send-logs", {
    actions: ["firehose:PutRecord", "firehose:PutRecordBatch"],
    resources: [stream.arn],
  });
  new CloudwatchLogSubscriptionFilter(stack, "log-subscription", {
    name,
    logGroupName: group.name,
    destinationArn: stream.arn,
    roleArn: sender.arn,
    filterPattern: "",
    // CloudWatch Logs sends a test event with the role when the filter is created.
    dependsOn: resourcesOf(sender),
  });
}
