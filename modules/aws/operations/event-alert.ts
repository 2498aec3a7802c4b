import { CloudwatchEventRule, type CloudwatchEventRuleConfig } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { checkLength, checkPattern } from "@modules/core/checks";
import type { Severity } from "@modules/core/severity";
import { Construct } from "constructs";
import type { IAlerts } from "./alerts";

export interface EventAlertProps {
  /** Name of the rule: 1 to 64 of `A-Za-z0-9._-`. */
  readonly name: string;

  readonly description: string;

  /**
   * Fields that an event must have, each with its allowed values.
   * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
   */
  readonly pattern: Readonly<Record<string, unknown>>;

  readonly alerts: IAlerts;

  readonly severity: Severity;

  /** JSON paths in the event, by the names that `message` uses for them, 1 to 100. */
  readonly fields: Readonly<Record<string, string>>;

  /**
   * Text of the mail; `<name>` stands for the field of that name. It must not contain quotation marks, which would end
   * the template.
   */
  readonly message: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudwatchEventRuleConfig>;
}

/** An EventBridge rule that notifies people about events, such as findings of GuardDuty, with a readable message. */
export class EventAlert extends Construct {
  constructor(scope: Construct, id: string, props: EventAlertProps) {
    super(scope, id);
    const { name, description, pattern, alerts, severity, fields, message, overrides } = props;
    checkPattern(this, "name", name, /^[\w.-]{1,64}$/, "1 to 64 of A-Za-z0-9._-");
    checkLength(this, "fields", Object.keys(fields), 1, 100);
    checkPattern(this, "message", message, /^[^"]+$/, "text without quotation marks");
    const rule = new CloudwatchEventRule(this, "Default", {
      name,
      description,
      eventPattern: JSON.stringify(pattern),
      ...overrides,
    });
    new CloudwatchEventTarget(this, "target", {
      rule: rule.name,
      arn: alerts.topics[severity],
      inputTransformer: { inputPaths: { ...fields }, inputTemplate: JSON.stringify(message) },
    });
  }
}
