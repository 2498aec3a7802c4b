import { LbTargetGroup, type LbTargetGroupConfig } from "@cdktf/provider-aws/lib/lb-target-group";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { checkName } from "../check-name";
import type { IVpc } from "../network/vpc";

export interface ITargetGroup extends IConstruct {
  readonly arn: string;

  /** Dimension of its CloudWatch metrics: `targetgroup/<name>/<id>`. */
  readonly arnSuffix: string;

  readonly name: string;
}

export interface TargetGroupProps {
  /**
   * Name of the group: 1 to 32 letters, digits and inner hyphens. When you change the port, protocol or target type,
   * change the name, too: each change replaces the group, and the old group exists under its name until no listener
   * forwards to it.
   */
  readonly name: string;

  readonly vpc: IVpc;

  /** Port that targets listen on. A change replaces the group. */
  readonly port: number;

  /** `TCP` for network load balancers, `HTTP` or `HTTPS` for application load balancers. @default "HTTP" */
  readonly protocol?: "HTTP" | "HTTPS" | "TCP";

  /** `instance` for Auto Scaling groups, `ip` for tasks and pods, which have their own addresses. @default "instance" */
  readonly targetType?: "instance" | "ip";

  /** Health check of the targets. @default GET /health every 30 seconds */
  readonly healthCheck?: HealthCheck;

  /** Time in which a deregistered target can finish requests, 0 to 3600. @default 60 */
  readonly deregistrationDelaySeconds?: number;

  /** Time over which a new target's share of requests grows, 30 to 900, or 0 for none; must be 0 with TCP. @default 0 */
  readonly slowStartSeconds?: number;

  /**
   * Seconds for which a cookie sends a client's requests to the same target, 1 to 604800. Not with TCP.
   * @default no cookie
   */
  readonly stickySeconds?: number;

  /** Arguments of the `aws_lb_target_group` that replace what this module sets. @default none */
  readonly overrides?: Partial<LbTargetGroupConfig>;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html */
export interface HealthCheck {
  /** Port of the health check, for targets that terminate TLS themselves on `port`. @default the target group's port */
  readonly port?: number;

  /** Path of the request. @default "/health" */
  readonly path?: string;

  /** Time between two health checks, 5 to 300. @default 30 */
  readonly intervalSeconds?: number;

  /** Time for a response, 2 to 120 and less than the interval. @default 5 */
  readonly timeoutSeconds?: number;

  /** Consecutive successes after which a target gets traffic, 2 to 10. @default 2 */
  readonly healthyThreshold?: number;

  /** Consecutive failures after which a target gets no traffic, 2 to 10. @default 5 */
  readonly unhealthyThreshold?: number;
}

/** A target group with health checks over HTTP, or over HTTPS when its protocol is HTTPS. */
export class TargetGroup extends Construct implements ITargetGroup {
  readonly arn: string;
  readonly arnSuffix: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const { name, vpc, port, protocol = "HTTP", targetType = "instance", healthCheck = {} } = props;
    const { deregistrationDelaySeconds = 60, slowStartSeconds = 0, stickySeconds, overrides } = props;
    const { port: checkPort, path = "/health", intervalSeconds = 30, timeoutSeconds = 5 } = healthCheck;
    const { healthyThreshold = 2, unhealthyThreshold = 5 } = healthCheck;
    checkName(this, "aws_lb_target_group", name);
    const rule = `less than intervalSeconds (${intervalSeconds})`;
    check(this, timeoutSeconds < intervalSeconds, "healthCheck.timeoutSeconds", rule, timeoutSeconds);
    check(this, protocol !== "TCP" || slowStartSeconds === 0, "slowStartSeconds", "0 with TCP", slowStartSeconds);
    if (stickySeconds !== undefined) {
      check(this, protocol !== "TCP", "stickySeconds", "left out with TCP", stickySeconds);
      checkWholeNumber(this, "stickySeconds", stickySeconds, 1, 604_800);
    }
    const group = new LbTargetGroup(this, "Default", {
      name,
      vpcId: vpc.id,
      port,
      protocol,
      targetType,
      healthCheck: {
        protocol: protocol === "TCP" ? "HTTP" : protocol,
        port: checkPort === undefined ? undefined : String(checkPort),
        path,
        interval: intervalSeconds,
        timeout: timeoutSeconds,
        healthyThreshold,
        unhealthyThreshold,
      },
      deregistrationDelay: String(deregistrationDelaySeconds),
      slowStart: protocol === "TCP" ? undefined : slowStartSeconds,
      stickiness: {
        enabled: stickySeconds !== undefined,
        type: protocol === "TCP" ? "source_ip" : "lb_cookie",
        cookieDuration: stickySeconds,
      },
      lifecycle: { createBeforeDestroy: true },
      ...overrides,
    });
    this.arn = group.arn;
    this.arnSuffix = group.arnSuffix;
    this.name = group.name;
  }
}
