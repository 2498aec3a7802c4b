import { CloudwatchEventRule, type CloudwatchEventRuleConfig } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { check, checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IFunction } from "./function";

export interface ScheduledRuleProps {
  /** Name of the rule: 1 to 64 of `A-Za-z0-9._-`. */
  readonly name: string;

  readonly description: string;

  /** Schedule such as `rate(1 hour)` or `cron(0 2 * * ? *)`, in UTC. */
  readonly schedule: string;

  /** Function to invoke. Events on which it fails go to the function's dead-letter queue. */
  readonly target: IFunction;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudwatchEventRuleConfig>;
}

/** An EventBridge rule that invokes a function on a schedule. */
export class ScheduledRule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduledRuleProps) {
    super(scope, id);
    const { name, description, schedule, target, overrides } = props;
    checkPattern(this, "name", name, /^[\w.-]{1,64}$/, "1 to 64 of A-Za-z0-9._-");
    const isSchedule = /^(rate|cron)\(.+\)$/.test(schedule);
    check(this, isSchedule, "schedule", "rate(...) or cron(...), such as rate(1 hour)", schedule);
    const rule = new CloudwatchEventRule(this, "Default", {
      name,
      description,
      scheduleExpression: schedule,
      ...overrides,
    });
    const permission = target.allowInvokeBy("events.amazonaws.com", rule.arn, id);
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: target.arn,
      retryPolicy: { maximumEventAgeInSeconds: 3600, maximumRetryAttempts: 10 },
      dependsOn: [permission],
    });
  }
}
