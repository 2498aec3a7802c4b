import { LbListenerRule, type LbListenerRuleConfig } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IListener } from "./https-listener";
import type { ITargetGroup } from "./target-group";

export interface ListenerRuleProps {
  readonly listener: IListener;

  /** Priority, 1 to 50000, unique on the listener. The matching rule with the lowest number applies. */
  readonly priority: number;

  /** Paths such as `/api/*`, case-sensitive. A rule has 1 to 5 paths and hosts together. @default all paths */
  readonly pathPatterns?: readonly string[];

  /** Host names such as `api.example.com`. A rule has 1 to 5 paths and hosts together. @default all hosts */
  readonly hosts?: readonly string[];

  readonly targetGroup: ITargetGroup;

  /** Ignore changes of the target group, because CodeDeploy switches the rule between two groups. @default false */
  readonly blueGreen?: boolean;

  /** Arguments of the `aws_lb_listener_rule` that replace what this module sets. @default none */
  readonly overrides?: Partial<LbListenerRuleConfig>;
}

/**
 * A listener rule that forwards requests for paths or hosts to a target group. Create it in the stack of the target
 * group.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export class ListenerRule extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ListenerRuleProps) {
    super(scope, id);
    const { listener, priority, pathPatterns = [], hosts = [], targetGroup, blueGreen = false, overrides } = props;
    checkWholeNumber(this, "priority", priority, 1, 50_000);
    const values = pathPatterns.length + hosts.length;
    check(this, values >= 1 && values <= 5, "pathPatterns and hosts", "1 to 5 together", values);
    listener.claim(priority, this);
    const rule = new LbListenerRule(this, "Default", {
      listenerArn: listener.arn,
      priority,
      condition: [
        ...(hosts.length > 0 ? [{ hostHeader: { values: [...hosts] } }] : []),
        ...(pathPatterns.length > 0 ? [{ pathPattern: { values: [...pathPatterns] } }] : []),
      ],
      action: [{ type: "forward", targetGroupArn: targetGroup.arn }],
      lifecycle: blueGreen ? { ignoreChanges: ["action"] } : undefined,
      ...overrides,
    });
    this.arn = rule.arn;
  }
}
