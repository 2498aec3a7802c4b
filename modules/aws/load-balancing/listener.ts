import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { Construct, type IConstruct } from "constructs";
import type { ICertificate } from "../dns/certificate";
import type { ITargetGroup } from "./target-group";
import type { ITrustStore } from "./trust-store";

/** TLS 1.3 preferred, 1.2 allowed. A listener without a policy would get TLS 1.0. */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

export interface IListener extends IConstruct {
  readonly arn: string;
  /** Takes a priority for a rule, in whichever stack. @throws Error when another rule has it */
  claim(priority: number, rule: IConstruct): void;
}

export interface HttpsListenerProps {
  readonly loadBalancerArn: string;
  readonly port: number;
  readonly certificate: ICertificate;
  /** Gets what no rule takes. @default nothing does: the answer is 404 */
  readonly targetGroup?: ITargetGroup;
  /**
   * Whose certificates clients must show, or get no connection. Terraform leaves
   * the listener asking when this is taken away again.
   * @default clients need none
   */
  readonly trustStore?: ITrustStore;
}

/** Where an application load balancer accepts requests over TLS. */
export class HttpsListener extends Construct implements IListener {
  readonly arn: string;

  private readonly claims = new Map<number, string>();

  constructor(scope: Construct, id: string, props: HttpsListenerProps) {
    super(scope, id);
    const { loadBalancerArn, port, certificate, targetGroup, trustStore } = props;
    const listener = new LbListener(this, "Default", {
      loadBalancerArn,
      port,
      protocol: "HTTPS",
      sslPolicy: TLS_POLICY,
      certificateArn: certificate.arn,
      mutualAuthentication: trustStore
        ? { mode: "verify", trustStoreArn: trustStore.arn, advertiseTrustStoreCaNames: "off" }
        : undefined,
      defaultAction: targetGroup
        ? [{ type: "forward", targetGroupArn: targetGroup.arn }]
        : [{ type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } }],
    });
    this.arn = listener.arn;
  }

  claim(priority: number, rule: IConstruct): void {
    const taken = this.claims.get(priority);
    if (taken) {
      throw new Error(
        `${rule.node.path}: priority must be unique on the listener, got ${priority}, which ${taken} has`,
      );
    }
    this.claims.set(priority, rule.node.path);
  }
}

export interface ListenerRuleProps {
  readonly listener: IListener;

  /** 1 to 50000, unique on the listener; the lowest that matches wins. */
  readonly priority: number;

  /** Such as `/api/*`; case matters. @default any path */
  readonly pathPatterns?: readonly string[];

  /** Such as `api.example.com`. @default any host */
  readonly hosts?: readonly string[];

  readonly targetGroup: ITargetGroup;

  /**
   * CodeDeploy moves the rule between two target groups, so Terraform leaves it
   * on the one it finds.
   * @default false
   */
  readonly blueGreen?: boolean;
}

/** Sends the requests of some paths or hosts to a target group; lives with what it sends them to. */
export class ListenerRule extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ListenerRuleProps) {
    super(scope, id);
    const { listener, priority, pathPatterns = [], hosts = [], targetGroup, blueGreen = false } = props;
    if (!Number.isInteger(priority) || priority < 1 || priority > 50000) {
      throw new Error(`${this.node.path}: priority must be a whole number from 1 to 50000, got ${priority}`);
    }
    const values = pathPatterns.length + hosts.length;
    if (values < 1 || values > 5) {
      throw new Error(`${this.node.path}: pathPatterns and hosts must be 1 to 5 together, got ${values}`);
    }
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
    });
    this.arn = rule.arn;
  }
}
