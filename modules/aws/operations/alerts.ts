import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct, type IConstruct } from "constructs";
import { arn } from "../account";
import { Topic } from "../messaging/topic";
import { type IKey, Key } from "../security/key";
import { grant, type IRole } from "../security/role";

export interface IAlerts extends IConstruct {
  /** For the actions of alarms of the same region. */
  readonly topicArn: string;
  /** Lets what watches from elsewhere tell people too. */
  grantPublish(role: IRole): void;
}

export interface AlertsProps {
  /** Of the topic, and the alias of its key. */
  readonly name: string;

  /** Mailboxes; a subscription waits until its mailbox confirms it. */
  readonly emails: readonly string[];

  /** Days the deletion of the key can be called off. @default 30 */
  readonly deletionWindowDays?: number;

  /** Refuse deletion of the key by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

/** Where the alarms of an account and region go, and who hears of them. */
export class Alerts extends Construct implements IAlerts {
  readonly topicArn: string;

  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: AlertsProps) {
    super(scope, id);
    const { name, emails, deletionWindowDays, deletionProtection } = props;
    const key = new Key(this, "key", {
      name,
      description: "Alarms on their way to people",
      deletionWindowDays,
      deletionProtection,
      policy: [
        {
          sid: "Alarms",
          actions: ["kms:Decrypt", "kms:GenerateDataKey*"],
          resources: ["*"],
          principals: { Service: "cloudwatch.amazonaws.com" },
          // SNS asks for the key on behalf of the alarm, and names the topic.
          conditions: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": arn(this, "sns", name) } },
        },
      ],
    });
    const topic = new Topic(this, "Default", {
      name,
      key,
      policy: [
        {
          sid: "Alarms",
          actions: ["sns:Publish"],
          resources: [arn(this, "sns", name)],
          principals: { Service: "cloudwatch.amazonaws.com" },
          conditions: { ArnLike: { "aws:SourceArn": arn(this, "cloudwatch", "alarm:*") } },
        },
      ],
    });
    for (const email of emails) {
      new SnsTopicSubscription(this, email.replace(/[^A-Za-z0-9]+/g, "-"), {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: email,
      });
    }
    this.topicArn = topic.arn;
    this.key = key;
  }

  grantPublish(role: IRole): void {
    grant(
      role,
      "publish-alerts",
      { actions: ["sns:Publish"], resources: [this.topicArn] },
      { actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [this.key.arn] },
    );
  }
}
