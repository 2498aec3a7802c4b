import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";
import { DeadLetterQueue } from "./dead-letter-queue";
import { encryption, requireTls, sendStatements } from "./queue-security";

export interface IQueue extends IConstruct {
  readonly arn: string;
  readonly url: string;
  /** Time a consumer has before its message may be received again. */
  readonly visibilityTimeoutSeconds: number;
  grantSend(role: IRole): void;
  grantConsume(role: IRole): void;
}

export interface QueueProps {
  /** 1 to 68 of `A-Za-z0-9_-`; its dead-letter queue adds a suffix. */
  readonly name: string;

  /** @default the key of SQS */
  readonly key?: IKey;

  /**
   * Time a consumer has before its message may be received again, 0 to 43200.
   * For a function six times its timeout, so that throttling loses no message.
   * @default 30
   */
  readonly visibilityTimeoutSeconds?: number;

  /** Receives after which a message moves to the dead-letter queue. @default 3 */
  readonly maxReceives?: number;

  /** Time an unread message is kept, 60 to 1209600. @default four days */
  readonly retentionSeconds?: number;
}

/** An encrypted queue for TLS only; messages that fail wait fourteen days in a dead-letter queue. */
export class Queue extends Construct implements IQueue {
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeoutSeconds: number;
  /** ARN of the dead-letter queue, for an alarm on what waits there. */
  readonly deadLetterArn: string;

  private readonly key?: IKey;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const { name, key, visibilityTimeoutSeconds = 30, maxReceives = 3, retentionSeconds = 4 * 24 * 60 * 60 } = props;
    this.check("name", /^[\w-]{1,68}$/.test(name), "1 to 68 of A-Za-z0-9_-", name);
    this.checkRange("visibilityTimeoutSeconds", visibilityTimeoutSeconds, 0, 43200);
    this.checkRange("maxReceives", maxReceives, 1, 1000);
    this.checkRange("retentionSeconds", retentionSeconds, 60, 1209600);
    const deadLetter = new DeadLetterQueue(this, "dead-letter", { name: `${name}-dead-letter`, key });
    const queue = new SqsQueue(this, "Default", {
      name,
      visibilityTimeoutSeconds,
      messageRetentionSeconds: retentionSeconds,
      // Long polling: an empty receive waits instead of asking again.
      receiveWaitTimeSeconds: 20,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetter.arn, maxReceiveCount: maxReceives }),
      ...encryption(key),
    });
    requireTls(this, queue);
    this.arn = queue.arn;
    this.url = queue.url;
    this.visibilityTimeoutSeconds = visibilityTimeoutSeconds;
    this.deadLetterArn = deadLetter.arn;
    this.key = key;
  }

  grantSend(role: IRole): void {
    grant(role, `send-to-${this.node.id}`, ...sendStatements(this.arn, this.key));
  }

  grantConsume(role: IRole): void {
    const consume = {
      actions: [
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:ChangeMessageVisibility",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
      ],
      resources: [this.arn],
    };
    const decrypt = this.key ? [{ actions: ["kms:Decrypt"], resources: [this.key.arn] }] : [];
    grant(role, `consume-${this.node.id}`, consume, ...decrypt);
  }

  private checkRange(prop: string, value: number, min: number, max: number): void {
    const holds = Number.isInteger(value) && value >= min && value <= max;
    this.check(prop, holds, `a whole number, ${min} to ${max}`, value);
  }

  private check(prop: string, holds: boolean, rule: string, got: string | number): void {
    if (!holds) {
      throw new Error(`${this.node.path}: ${prop} must be ${rule}, got ${got}`);
    }
  }
}
