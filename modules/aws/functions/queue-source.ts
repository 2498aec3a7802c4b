import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { Construct } from "constructs";
import type { IQueue } from "../messaging/queue";
import { type IFunction, policiesOf } from "./lambda-function";

export interface QueueSourceProps {
  readonly queue: IQueue;

  /** Function to call with batches; it must answer which messages failed (`batchItemFailures`). */
  readonly function: IFunction;

  /** Messages in a call, 1 to 10. @default 10 */
  readonly batchSize?: number;

  /** Calls at once, 2 to 1000. @default 10 */
  readonly maxConcurrency?: number;
}

/** Feeds a queue to a function; of a batch only the messages that failed come back. */
export class QueueSource extends Construct {
  constructor(scope: Construct, id: string, props: QueueSourceProps) {
    super(scope, id);
    const { queue, batchSize = 10, maxConcurrency = 10 } = props;
    this.checkRange("batchSize", batchSize, 1, 10);
    this.checkRange("maxConcurrency", maxConcurrency, 2, 1000);
    const least = props.function.timeoutSeconds;
    if (queue.visibilityTimeoutSeconds < least) {
      throw new Error(
        `${this.node.path}: queue must hide a message at least as long as the function may take, ${least} s, ` +
          `got visibilityTimeoutSeconds ${queue.visibilityTimeoutSeconds}; six times as long is advised`,
      );
    }
    const { role } = props.function;
    queue.grantConsume(role);
    new LambdaEventSourceMapping(this, "Default", {
      eventSourceArn: queue.arn,
      functionName: props.function.name,
      batchSize,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: maxConcurrency },
      // Lambda tries the role before it accepts the mapping.
      dependsOn: policiesOf(role),
    });
  }

  private checkRange(prop: string, value: number, min: number, max: number): void {
    if (!Number.isInteger(value) || value < min || value > max) {
      throw new Error(`${this.node.path}: ${prop} must be a whole number, ${min} to ${max}, got ${value}`);
    }
  }
}
