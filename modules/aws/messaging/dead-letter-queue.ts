import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Construct } from "constructs";
import type { IKey } from "../security/key";
import { grant, type IRole } from "../security/role";
import { encryption, requireTls, sendStatements } from "./queue-security";

export interface DeadLetterQueueProps {
  /** 1 to 80 of `A-Za-z0-9_-`. */
  readonly name: string;

  /** @default the key of SQS */
  readonly key?: IKey;
}

/** Where what could not be handled waits fourteen days, the longest SQS keeps it, for a person. */
export class DeadLetterQueue extends Construct {
  readonly arn: string;

  private readonly key?: IKey;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, id);
    const { name, key } = props;
    const queue = new SqsQueue(this, "Default", {
      name,
      messageRetentionSeconds: 14 * 24 * 60 * 60,
      ...encryption(key),
    });
    requireTls(this, queue);
    this.arn = queue.arn;
    this.key = key;
  }

  grantSend(role: IRole): void {
    grant(role, `send-to-${this.node.id}`, ...sendStatements(this.arn, this.key));
  }
}
