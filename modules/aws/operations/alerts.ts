import type { SnsTopicConfig } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct, type IConstruct } from "constructs";
import { arn } from "../account";
import { publishStatements, Topic } from "../messaging/topic";
import { type IKey, Key } from "../security/key";
import { grant, type IRole } from "../security/role";

export interface IAlerts extends IConstruct {
  /** ARN for `alarmActions` and `okActions` of alarms in the same region. */
  readonly topicArn: string;
  /** Lets monitoring outside CloudWatch, such as Alertmanager, publish to the topic. */
  grantPublish(role: IRole): void;
}

export interface AlertsProps {
  /** Name of the topic and alias of its key. */
  readonly name: string;

  /** Recipients; SNS sends nothing to a recipient before it has confirmed its subscription. */
  readonly emails: readonly string[];

  /** Days in which a scheduled deletion of the key can be canceled, 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;

  /** Refuse deletion of the key by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the topic that replace what this module sets. @default none */
  readonly overrides?: Partial<SnsTopicConfig>;
}

/** An encrypted topic for the alarms of an account and region, with its recipients. */
export class Alerts extends Construct implements IAlerts {
  readonly topicArn: string;

  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: AlertsProps) {
    super(scope, id);
    const { name, emails, deletionWindowDays, deletionProtection, overrides } = props;
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
          // SNS uses the key on behalf of the alarm and puts the topic into the encryption context.
          conditions: { ArnLike: { "kms:EncryptionContext:aws:sns:topicArn": arn(this, "sns", name) } },
        },
      ],
    });
    const topic = new Topic(this, "Default", {
      name,
      key,
      overrides,
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
    grant(role, "publish-alerts", ...publishStatements(this.topicArn, this.key));
  }
}
