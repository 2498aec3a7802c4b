import { Queue } from "@modules/aws/messaging/queue";
import type { IKey } from "@modules/aws/security/key";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";

export interface Queues {
  /** Jobs that run outside of requests: the API tier and the services send them, the worker tier processes them. */
  readonly jobs: Queue;
  /** Notifications that a function publishes, as JSON with `kind`, `subject` and `message`. */
  readonly notifications: Queue;
}

/** The queues between the services, the workers and the functions. */
export function addQueues(stack: AwsStack<DafnckmachineEnvironment>, key: IKey): Queues {
  return {
    jobs: new Queue(stack, "jobs", {
      name: stack.named("dafnckmachine-jobs"),
      key,
      // A worker extends the visibility timeout for a longer job.
      visibilityTimeoutSeconds: 300,
    }),
    notifications: new Queue(stack, "notifications", {
      name: stack.named("dafnckmachine-notifications"),
      key,
      // AWS recommends six times the timeout of the function that polls the queue.
      visibilityTimeoutSeconds: 360,
    }),
  };
}
