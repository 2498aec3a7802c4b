import { SqsQueue, type SqsQueueConfig } from "@cdktf/provider-aws/lib/sqs-queue";
import { checkPattern } from "@modules/core/checks";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { addDefaultAlarms } from "../operations/default-alarms";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";
import { deadLetterAlarms } from "./alarms";
import { addTlsPolicy, encryption, sendStatements } from "./queue-security";

export interface DeadLetterQueueProps {
  /** Name of the queue: 1 to 80 of `A-Za-z0-9_-`. */
  readonly name: string;

  /** Customer key of the queue. @default encryption with keys that SQS manages */
  readonly key?: IKey;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SqsQueueConfig>;
}

/**
 * A queue for messages and events whose processing failed. It keeps them for fourteen days, the maximum of SQS,
 * and an alarm reports them.
 */
export class DeadLetterQueue extends Construct {
  readonly arn: string;
  /** `QueueName` dimension of the queue's metrics, such as `ApproximateNumberOfMessagesVisible`. */
  readonly name: string;

  private readonly key?: IKey;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const { name, key, overrides } = props;
    checkPattern(this, "name", name, /^[\w-]{1,80}$/, "1 to 80 of A-Za-z0-9_-");
    const queue = new SqsQueue(this, "Default", {
      name,
      messageRetentionSeconds: 14 * 24 * 60 * 60,
      ...encryption(key),
      ...overrides,
    });
    addTlsPolicy(this, queue);
    this.arn = queue.arn;
    this.name = queue.name;
    this.key = key;
    addDefaultAlarms(this, name, deadLetterAlarms(this));
  }

  /**
   * Allows the role to send messages and to encrypt them with the queue's key.
   *
   * @returns the policy, for resources whose creation needs the permission
   */
  grantSend(role: IRole): ITerraformDependable {
    return grant(role, `send-to-${this.node.id}`, ...sendStatements(this.arn, this.key));
  }
}
