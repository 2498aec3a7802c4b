import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import {
  LambdaEventSourceMapping,
  type LambdaEventSourceMappingConfig,
} from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Lazy, TerraformStack } from "cdktf";
import { dependable } from "cdktf/lib/tfExpression";
import { Construct } from "constructs";
import type { IQueue } from "../messaging/queue";
import type { IRole } from "../security/role";
import type { IFunction } from "./function";

export interface QueueSourceProps {
  readonly queue: IQueue;

  /** Function that receives batches. It must return the messages that failed as `batchItemFailures`. */
  readonly target: IFunction;

  /** Messages in a batch, 1 to 10. @default 10 */
  readonly batchSize?: number;

  /** Concurrent invocations, 2 to 1000. @default 10 */
  readonly maxConcurrency?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LambdaEventSourceMappingConfig>;
}

/**
 * Invokes a function with batches of a queue's messages. Only the messages that failed return to the queue.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
 */
export class QueueSource extends Construct {
  constructor(scope: Construct, id: string, props: QueueSourceProps) {
    super(scope, id);
    const { queue, target, batchSize = 10, maxConcurrency = 10, overrides } = props;
    checkWholeNumber(this, "batchSize", batchSize, 1, 10);
    checkWholeNumber(this, "maxConcurrency", maxConcurrency, 2, 1000);
    const { visibilityTimeoutSeconds } = queue;
    check(
      this,
      visibilityTimeoutSeconds >= target.timeoutSeconds,
      "visibilityTimeoutSeconds of the queue",
      `at least the function's timeout, ${target.timeoutSeconds}`,
      `${visibilityTimeoutSeconds}; AWS recommends six times the timeout`,
    );
    queue.grantConsume(target.role);
    const mapping = new LambdaEventSourceMapping(this, "Default", {
      eventSourceArn: queue.arn,
      functionName: target.name,
      batchSize,
      functionResponseTypes: ["ReportBatchItemFailures"],
      scalingConfig: { maximumConcurrency: maxConcurrency },
      ...overrides,
    });
    // The mapping waits for all policies of the role, including those granted later in the program, because messages
    // would fail before the role has them.
    mapping.dependsOn = Lazy.listValue({ produce: () => this.policiesOf(target.role).map(dependable) });
  }

  /** Policies of the role in this stack, because Terraform cannot depend on resources in another state. */
  private policiesOf(role: IRole): IamRolePolicy[] {
    return role.node.children.filter(
      (child): child is IamRolePolicy =>
        child instanceof IamRolePolicy && TerraformStack.of(child) === TerraformStack.of(this),
    );
  }
}
