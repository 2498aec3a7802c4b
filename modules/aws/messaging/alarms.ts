import type { AlarmSpec } from "../operations/alarm";
import type { Metric } from "../operations/metric";

/** A queue, identified by the name in its metrics. */
interface Named {
  readonly name: string;
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
function queueMetric(queueName: string, name: string): Metric {
  return { namespace: "AWS/SQS", name, dimensions: { QueueName: queueName }, statistic: "Maximum" };
}

/**
 * Alarm of a dead-letter queue that has messages: their processing has failed, and SQS deletes them after fourteen
 * days.
 */
export function deadLetterAlarms({ name }: Named): Readonly<Record<"dead-letters", AlarmSpec>> {
  return {
    "dead-letters": {
      metric: queueMetric(name, "ApproximateNumberOfMessagesVisible"),
      above: 0,
      periods: 1,
      severity: "warning",
      description: `${name} holds messages that failed: read one, fix its consumer, then redrive the queue`,
    },
  };
}

export interface QueueAlarmLimits {
  /** Seconds that the oldest message may wait. @default 900 */
  readonly oldestMessageSeconds?: number;
}

/** Alarms of a queue. The alarm of its dead-letter queue is in `deadLetterAlarms`. */
export function queueAlarms(queue: Named, { oldestMessageSeconds = 900 }: QueueAlarmLimits = {}) {
  return {
    waiting: {
      metric: queueMetric(queue.name, "ApproximateAgeOfOldestMessage"),
      above: oldestMessageSeconds,
      severity: "warning",
      description: `The oldest message of ${queue.name} waits too long: its consumer is stopped or too slow`,
    },
  } satisfies Record<string, AlarmSpec>;
}
