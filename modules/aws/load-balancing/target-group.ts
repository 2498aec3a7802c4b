import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { IVpc } from "../network/vpc";

export interface ITargetGroup extends IConstruct {
  readonly arn: string;
  /** What metrics name the group by: `targetgroup/<name>/<id>`. */
  readonly arnSuffix: string;
  readonly name: string;
}

export interface TargetGroupProps {
  /**
   * 1 to 32 letters, digits and inner hyphens. Also change it when the port, the
   * protocol or the type of target changes: that replaces the group, and AWS
   * keeps the old one as long as a listener forwards to it.
   */
  readonly name: string;

  readonly vpc: IVpc;

  /** Where targets listen. */
  readonly port: number;

  /** TCP is for network load balancers, the others for application load balancers. @default "HTTP" */
  readonly protocol?: "HTTP" | "HTTPS" | "TCP";

  /** `instance` for Auto Scaling groups, `ip` for tasks and pods with addresses of their own. @default "instance" */
  readonly targetType?: "instance" | "ip";

  /** @default GET /health every 30 seconds, 5 to answer; two good or five bad ones decide */
  readonly healthCheck?: HealthCheck;

  /** Time a leaving target has for requests in flight, 0 to 3600. @default 60 */
  readonly deregistrationDelaySeconds?: number;

  /** Time over which a new target's share of requests grows, 30 to 900; 0 is off. HTTP and HTTPS only. @default 0 */
  readonly slowStartSeconds?: number;
}

export interface HealthCheck {
  /** Where targets answer it, if not where they serve: one that passes TLS through cannot be asked there. @default the targets' own */
  readonly port?: number;
  /** @default "/health" */
  readonly path?: string;
  /** 5 to 300. @default 30 */
  readonly intervalSeconds?: number;
  /** 2 to 120, less than the interval. @default 5 */
  readonly timeoutSeconds?: number;
  /** Good answers in a row before a target gets traffic, 2 to 10. @default 2 */
  readonly healthyThreshold?: number;
  /** Failures in a row before it gets none, 2 to 10. @default 5 */
  readonly unhealthyThreshold?: number;
}

const NAME = /^(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/;

/** Targets of a load balancer, asked for their health over HTTP. No client sticks to one of them. */
export class TargetGroup extends Construct implements ITargetGroup {
  readonly arn: string;
  readonly arnSuffix: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const { name, vpc, port, protocol = "HTTP", targetType = "instance", healthCheck = {} } = props;
    const { deregistrationDelaySeconds = 60, slowStartSeconds = 0 } = props;
    const { port: checkPort, path = "/health", intervalSeconds = 30, timeoutSeconds = 5 } = healthCheck;
    const { healthyThreshold = 2, unhealthyThreshold = 5 } = healthCheck;
    if (!Token.isUnresolved(name) && !NAME.test(name)) {
      throw new Error(`${this.node.path}: name must be 1 to 32 letters, digits and inner hyphens, got ${name}`);
    }
    if (timeoutSeconds >= intervalSeconds) {
      throw new Error(
        `${this.node.path}: healthCheck.timeoutSeconds must be less than intervalSeconds (${intervalSeconds}), got ${timeoutSeconds}`,
      );
    }
    if (protocol === "TCP" && slowStartSeconds > 0) {
      throw new Error(`${this.node.path}: slowStartSeconds must be 0 with TCP, got ${slowStartSeconds}`);
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
      stickiness: { enabled: false, type: protocol === "TCP" ? "source_ip" : "lb_cookie" },
      lifecycle: { createBeforeDestroy: true },
    });
    this.arn = group.arn;
    this.arnSuffix = group.arnSuffix;
    this.name = group.name;
  }
}
