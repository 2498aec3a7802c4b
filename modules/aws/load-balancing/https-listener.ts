import { LbListener, type LbListenerConfig, type LbListenerDefaultAction } from "@cdktf/provider-aws/lib/lb-listener";
import { fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { ICertificate } from "../dns/certificate";
import type { ITargetGroup } from "./target-group";
import type { ITrustStore } from "./trust-store";

/**
 * Security policy for TLS 1.2 and 1.3. A listener without a policy would accept TLS 1.0.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06";

/**
 * Security policy for TLS 1.2 and 1.3 with FIPS-validated cryptography and forward secrecy only. AWS has none that
 * allows only TLS 1.3.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const FIPS_TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04";

export interface IListener extends IConstruct {
  readonly arn: string;

  /** Reserves a priority for a rule, which may be in a later stack. @throws when another rule has the priority */
  claim(priority: number, rule: IConstruct): void;
}

export interface HttpsListenerProps {
  readonly loadBalancerArn: string;

  readonly port: number;

  readonly certificate: ICertificate;

  /** Target group for requests that no rule matches. @default none: the listener responds with 404 */
  readonly targetGroup?: ITargetGroup;

  /**
   * Host to which requests that match no rule are redirected, on port 443; not together with `targetGroup`.
   * @default none
   */
  readonly redirectHost?: string;

  /**
   * Authorities for mutual TLS; one of them must have signed the client's certificate. Removing the trust store here
   * does not disable mutual TLS, because Terraform ignores the missing argument: change the listener by hand, too.
   * @default none: clients need no certificate
   */
  readonly trustStore?: ITrustStore;

  /** Use FIPS-validated cryptography, with fewer ciphers. @default false */
  readonly fips?: boolean;

  /** Arguments of the `aws_lb_listener` that replace what this module sets. @default none */
  readonly overrides?: Partial<LbListenerConfig>;
}

/** A listener of an application load balancer for HTTPS with TLS 1.2 and 1.3. */
export class HttpsListener extends Construct implements IListener {
  readonly arn: string;

  private readonly claims = new Map<number, string>();

  constructor(scope: Construct, id: string, props: HttpsListenerProps) {
    super(scope, id);
    const { loadBalancerArn, port, certificate, trustStore, fips = false, overrides } = props;
    const listener = new LbListener(this, "Default", {
      loadBalancerArn,
      port,
      protocol: "HTTPS",
      sslPolicy: fips ? FIPS_TLS_POLICY : TLS_POLICY,
      certificateArn: certificate.arn,
      mutualAuthentication: trustStore
        ? { mode: "verify", trustStoreArn: trustStore.arn, advertiseTrustStoreCaNames: "off" }
        : undefined,
      defaultAction: [defaultActionOf(props)],
      ...overrides,
    });
    this.arn = listener.arn;
  }

  claim(priority: number, rule: IConstruct): void {
    const taken = this.claims.get(priority);
    if (taken) {
      fail(rule, "priority", "unique on the listener", `${priority}, which ${taken} has`);
    }
    this.claims.set(priority, rule.node.path);
  }
}

function defaultActionOf({ targetGroup, redirectHost }: HttpsListenerProps): LbListenerDefaultAction {
  if (redirectHost !== undefined) {
    return {
      type: "redirect",
      redirect: { host: redirectHost, protocol: "HTTPS", port: "443", statusCode: "HTTP_301" },
    };
  }
  return targetGroup
    ? { type: "forward", targetGroupArn: targetGroup.arn }
    : { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } };
}
