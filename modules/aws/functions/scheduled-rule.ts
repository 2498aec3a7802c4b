import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { IFunction } from "./lambda-function";

export interface ScheduledRuleProps {
  /** 1 to 64 of `A-Za-z0-9._-`. */
  readonly name: string;

  readonly description: string;

  /** `rate(1 hour)` or `cron(0 2 * * ? *)`, in UTC. */
  readonly schedule: string;

  /** Function to call; it keeps the events it fails on itself. */
  readonly function: IFunction;
}

/** Calls a function on a schedule. */
export class ScheduledRule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledRuleProps) {
    super(scope, id);
    const { name, description, schedule } = props;
    if (!/^[\w.-]{1,64}$/.test(name)) {
      throw new Error(`${this.node.path}: name must be 1 to 64 of A-Za-z0-9._-, got ${name}`);
    }
    if (!/^(rate|cron)\(.+\)$/.test(schedule)) {
      throw new Error(
        `${this.node.path}: schedule must be rate(...) or cron(...), such as rate(1 hour), got ${schedule}`,
      );
    }
    const rule = new CloudwatchEventRule(this, "Default", { name, description, scheduleExpression: schedule });
    const permission = props.function.allowInvokeBy("events.amazonaws.com", rule.arn, id);
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: props.function.arn,
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      dependsOn: [permission],
    });
  }
}
