import type { IDynamoTable } from "@modules/aws/database/dynamo/dynamo-table";
import { LambdaFunction } from "@modules/aws/functions/lambda-function";
import { QueueSource } from "@modules/aws/functions/queue-source";
import { ScheduledRule } from "@modules/aws/functions/scheduled-rule";
import type { IQueue } from "@modules/aws/messaging/queue";
import { Topic } from "@modules/aws/messaging/topic";
import type { IKey } from "@modules/aws/security/key";
import { grant } from "@modules/aws/security/role";
import type { IBucket } from "@modules/aws/storage/bucket";
import { BucketNotification } from "@modules/aws/storage/bucket-notification";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";
import { repositoryPath } from "../../base/repository";
import { METRICS_BY_HOUR } from "./data/tables";
import { INCOMING, PROCESSED } from "./uploads";

export interface FunctionsProps {
  /** Key of environment variables, queues and the topic. */
  readonly key: IKey;
  readonly logsKey: IKey;
  readonly data: {
    readonly buckets: { readonly uploads: IBucket; readonly data: IBucket };
    readonly tables: { readonly agentMetrics: IDynamoTable };
    readonly queues: { readonly notifications: IQueue };
  };
}

/** Prefix of the keys of reports. */
const REPORTS = "reports/";

/**
 * Lambda functions and their triggers: uploads, queued notifications and a schedule. They only call AWS APIs, so they
 * do not need a VPC.
 */
export class FunctionsStack extends AwsStack<DafnckmachineEnvironment> {
  private readonly props: FunctionsProps;

  constructor(scope: Construct, environment: DafnckmachineEnvironment, props: FunctionsProps) {
    super(scope, environment, "functions");
    this.props = props;
    this.addImageProcessor();
    this.addNotificationSender();
    this.addDataAnalyzer();
  }

  private addImageProcessor(): void {
    const { uploads } = this.props.data.buckets;
    const imageProcessor = new LambdaFunction(this, "image-processor", {
      ...this.shared(),
      name: this.named("image-processor"),
      description: "Checks uploaded images and writes what they are",
      code: repositoryPath("functions/image-processor"),
      runtime: "nodejs22.x",
      memoryMebibytes: 1024,
      timeoutSeconds: 300,
      environment: { INCOMING_PREFIX: INCOMING, PROCESSED_PREFIX: PROCESSED },
    });
    uploads.grantRead(imageProcessor.role, INCOMING);
    uploads.grantPut(imageProcessor.role, PROCESSED);
    grant(imageProcessor.role, "tag-uploads", {
      actions: ["s3:GetObjectTagging", "s3:PutObjectTagging"],
      resources: [`${uploads.arn}/${INCOMING}*`],
    });
    new BucketNotification(this, "uploads", { bucket: uploads, created: { [INCOMING]: imageProcessor } });
  }

  private addNotificationSender(): void {
    const topic = new Topic(this, "sent-notifications", {
      name: this.named("dafnckmachine-notifications"),
      key: this.props.key,
      emails: this.environment.functions.notificationEmails,
    });
    const notificationSender = new LambdaFunction(this, "notification-sender", {
      ...this.shared(),
      name: this.named("notification-sender"),
      description: "Publishes queued notifications",
      code: repositoryPath("functions/notification-sender"),
      runtime: "python3.13",
      memoryMebibytes: 512,
      timeoutSeconds: 60,
      environment: { TOPIC_ARN: topic.arn },
      // Failed messages return to the queue, which has a dead-letter queue.
      deadLetters: false,
    });
    topic.grantPublish(notificationSender.role);
    const { notifications } = this.props.data.queues;
    new QueueSource(this, "queued-notifications", { queue: notifications, target: notificationSender });
  }

  private addDataAnalyzer(): void {
    const { buckets, tables } = this.props.data;
    const { analysisIntervalHours: hours } = this.environment.functions;
    const dataAnalyzer = new LambdaFunction(this, "data-analyzer", {
      ...this.shared(),
      name: this.named("data-analyzer"),
      description: "Sums up the metrics of agents",
      code: repositoryPath("functions/data-analyzer"),
      runtime: "nodejs22.x",
      memoryMebibytes: 2048,
      timeoutSeconds: 900,
      environment: {
        TABLE_NAME: tables.agentMetrics.name,
        INDEX_NAME: METRICS_BY_HOUR,
        BUCKET_NAME: buckets.data.name,
        REPORT_PREFIX: REPORTS,
        INTERVAL_HOURS: String(hours),
      },
    });
    grant(
      dataAnalyzer.role,
      "query-metrics",
      { actions: ["dynamodb:Query"], resources: [`${tables.agentMetrics.arn}/index/${METRICS_BY_HOUR}`] },
      // DynamoDB decrypts with the permissions of the caller.
      { actions: ["kms:Decrypt"], resources: [this.props.key.arn] },
    );
    buckets.data.grantPut(dataAnalyzer.role, REPORTS);
    new ScheduledRule(this, "analysis", {
      name: this.named("dafnckmachine-analysis"),
      description: "Analyzes the metrics of agents",
      // The schedule is a cron expression, because a rate could run twice within one reporting interval and not at all
      // in the next.
      schedule: `cron(5 ${hours === 24 ? "0" : `0/${hours}`} * * ? *)`,
      target: dataAnalyzer,
    });
  }

  private shared() {
    const { key, logsKey } = this.props;
    return { key, logsKey, logRetentionDays: this.environment.security.logRetentionDays };
  }
}
