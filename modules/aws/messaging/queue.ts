import { SqsQueue, type SqsQueueConfig } from "@cdktf/provider-aws/lib/sqs-queue";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { addDefaultAlarms } from "../operations/default-alarms";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";
import { queueAlarms } from "./alarms";
import { DeadLetterQueue } from "./dead-letter-queue";
import { addTlsPolicy, consumeStatements, encryption, sendStatements } from "./queue-security";

export interface IQueue extends IConstruct {
  readonly arn: string;
  readonly url: string;
  /** Time a consumer has to process a message before the message may be received again. */
  readonly visibilityTimeoutSeconds: number;
  /** Allows the role to send messages and to encrypt them with the queue's key. */
  grantSend(role: IRole): void;
  /** Allows the role to receive, decrypt and delete messages. */
  grantConsume(role: IRole): void;
}

export interface QueueProps {
  /** Name of the queue: 1 to 68 of `A-Za-z0-9_-`, because the name of the dead-letter queue adds a suffix. */
  readonly name: string;

  /** Customer key of the queue. @default encryption with keys that SQS manages */
  readonly key?: IKey;

  /**
   * Time a consumer has to process a message before the message may be received again, 0 to 43200. For a Lambda
   * function AWS recommends six times the function's timeout, so that throttling does not dead-letter messages.
   * @default 30
   */
  readonly visibilityTimeoutSeconds?: number;

  /** Receives after which a message moves to the dead-letter queue, 1 to 1000. @default 3 */
  readonly maxReceives?: number;

  /** Time an unread message is kept, 60 to 1209600. @default 345600, four days */
  readonly retentionSeconds?: number;

  /** Seconds that the oldest message may wait before an alarm fires. @default 900 */
  readonly oldestMessageSeconds?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SqsQueueConfig>;
}

export interface QueueAttributes {
  readonly arn: string;
  readonly url: string;
  /** Customer key of the queue. @default encryption with keys that SQS manages */
  readonly key?: IKey;
  /** Visibility timeout of the queue. @default 30 */
  readonly visibilityTimeoutSeconds?: number;
}

/** An encrypted queue that accepts TLS only. A dead-letter queue keeps failed messages for fourteen days. */
export class Queue extends Construct implements IQueue {
  readonly arn: string;
  readonly url: string;
  /** `QueueName` dimension of the queue's metrics. */
  readonly name: string;
  readonly visibilityTimeoutSeconds: number;
  readonly deadLetterQueue: DeadLetterQueue;

  private readonly key?: IKey;

  constructor(scope: Construct, id: string, props: QueueProps) {
    super(scope, id);
    const { name, key, visibilityTimeoutSeconds = 30, maxReceives = 3, retentionSeconds = 4 * 24 * 60 * 60 } = props;
    checkPattern(this, "name", name, /^[\w-]{1,68}$/, "1 to 68 of A-Za-z0-9_-");
    checkWholeNumber(this, "visibilityTimeoutSeconds", visibilityTimeoutSeconds, 0, 43200);
    checkWholeNumber(this, "maxReceives", maxReceives, 1, 1000);
    checkWholeNumber(this, "retentionSeconds", retentionSeconds, 60, 1209600);
    this.deadLetterQueue = new DeadLetterQueue(this, "dead-letter", { name: `${name}-dead-letter`, key });
    const queue = new SqsQueue(this, "Default", {
      name,
      visibilityTimeoutSeconds,
      messageRetentionSeconds: retentionSeconds,
      // Long polling reduces empty receives, which are billed.
      receiveWaitTimeSeconds: 20,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: this.deadLetterQueue.arn, maxReceiveCount: maxReceives }),
      ...encryption(key),
      ...props.overrides,
    });
    addTlsPolicy(this, queue);
    this.arn = queue.arn;
    this.url = queue.url;
    this.name = queue.name;
    this.visibilityTimeoutSeconds = visibilityTimeoutSeconds;
    this.key = key;
    addDefaultAlarms(this, name, queueAlarms(this, props));
  }

  /** A queue that another stack or tool owns. */
  static fromExisting(scope: Construct, id: string, attributes: QueueAttributes): IQueue {
    return new ExistingQueue(scope, id, attributes);
  }

  grantSend(role: IRole): void {
    grant(role, `send-to-${this.node.id}`, ...sendStatements(this.arn, this.key));
  }

  grantConsume(role: IRole): void {
    grant(role, `consume-${this.node.id}`, ...consumeStatements(this.arn, this.key));
  }
}

class ExistingQueue extends Construct implements IQueue {
  readonly arn: string;
  readonly url: string;
  readonly visibilityTimeoutSeconds: number;

  private readonly key?: IKey;

  constructor(scope: Construct, id: string, attributes: QueueAttributes) {
    super(scope, id);
    const { arn, url, key, visibilityTimeoutSeconds = 30 } = attributes;
    this.arn = arn;
    this.url = url;
    this.visibilityTimeoutSeconds = visibilityTimeoutSeconds;
    this.key = key;
  }

  grantSend(role: IRole): void {
    grant(role, `send-to-${this.node.id}`, ...sendStatements(this.arn, this.key));
  }

  grantConsume(role: IRole): void {
    grant(role, `consume-${this.node.id}`, ...consumeStatements(this.arn, this.key));
  }
}
