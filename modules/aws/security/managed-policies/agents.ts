/** Policies that AWS maintains for agents on instances and for readers of metrics. */
import type { ManagedPolicy } from "./managed-policy";

export const AGENTS: Readonly<Record<string, ManagedPolicy>> = {
  CloudWatchAgentServerPolicy: {
    version: "v3",
    since: "2024-02-06",
    statements: [
      {
        actions: [
          "cloudwatch: PutMetricData",
          "ec2: DescribeTags DescribeVolumes",
          "logs: CreateLogGroup CreateLogStream DescribeLogGroups DescribeLogStreams PutLogEvents PutRetentionPolicy",
          "xray: GetSamplingRules GetSamplingStatisticSummaries GetSamplingTargets PutTelemetryRecords PutTraceSegments",
        ],
        resources: ["*"],
      },
      { actions: ["ssm: GetParameter"], resources: ["arn:aws:ssm:*:*:parameter/AmazonCloudWatch-*"] },
    ],
  },
  AmazonSSMManagedInstanceCore: {
    version: "v2",
    since: "2019-05-23",
    statements: [
      {
        actions: [
          "ssm: DescribeAssociation DescribeDocument GetDeployablePatchSnapshotForInstance GetDocument GetManifest GetParameter GetParameters ListAssociations ListInstanceAssociations PutComplianceItems PutConfigurePackageResult PutInventory UpdateAssociationStatus UpdateInstanceAssociationStatus UpdateInstanceInformation",
        ],
        resources: ["*"],
      },
      {
        actions: ["ssmmessages: CreateControlChannel CreateDataChannel OpenControlChannel OpenDataChannel"],
        resources: ["*"],
      },
      {
        actions: ["ec2messages: AcknowledgeMessage DeleteMessage FailMessage GetEndpoint GetMessages SendReply"],
        resources: ["*"],
      },
    ],
  },
  CloudWatchReadOnlyAccess: {
    version: "v10",
    since: "2024-11-21",
    statements: [
      {
        actions: [
          "application-autoscaling: DescribeScalingPolicies",
          "application-signals: BatchGet* Get* List*",
          "autoscaling: Describe*",
          "cloudwatch: BatchGet* Describe* GenerateQuery Get* List*",
          "logs: Describe* FilterLogEvents Get* List* StartLiveTail StartQuery StopLiveTail StopQuery TestMetricFilter",
          "oam: ListSinks",
          "sns: Get* List*",
          "rum: BatchGet* Get* List*",
          "synthetics: Describe* Get* List*",
          "xray: BatchGet* CancelTraceRetrieval Get* List* StartTraceRetrieval",
        ],
        resources: ["*"],
      },
      { actions: ["oam: ListAttachedLinks"], resources: ["arn:aws:oam:*:*:sink/*"] },
      {
        actions: ["iam: GetRole"],
        resources: [
          "arn:aws:iam::*:role/aws-service-role/application-signals.cloudwatch.amazonaws.com/AWSServiceRoleForCloudWatchApplicationSignals",
        ],
      },
    ],
  },
};
