import { Lb, type LbConfig } from "@cdktf/provider-aws/lib/lb";
import { LbListener } from "@cdktf/provider-aws/lib/lb-listener";
import { check } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { checkName } from "../check-name";
import type { ICertificate } from "../dns/certificate";
import type { IConnectable } from "../network/connections";
import type { IVpc } from "../network/vpc";
import type { IBucket } from "../storage/bucket";
import { HttpsListener } from "./https-listener";
import { ListenerRule } from "./listener-rule";
import type { ITargetGroup } from "./target-group";
import type { ITrustStore } from "./trust-store";

export interface IApplicationLoadBalancer extends IConstruct {
  readonly arn: string;

  /** Dimension of its CloudWatch metrics: `app/<name>/<id>`. */
  readonly arnSuffix: string;

  readonly dnsName: string;

  /** Id of the hosted zone of `dnsName`, for alias records. */
  readonly zoneId: string;
}

/** Mutual TLS on port 443. */
export interface MutualAuthentication {
  /** Authorities; one of them must have signed the client's certificate. */
  readonly trustStore: ITrustStore;

  /**
   * Host names, 1 to 5. Requests for other hosts get 404, because a client with a valid certificate could otherwise
   * request any host.
   */
  readonly hosts: readonly string[];

  /** Port of an additional HTTPS listener without mutual TLS, for all hosts. */
  readonly openPort: number;
}

/** A CDN in front of the load balancer, which connects to a separate port. */
export interface Cdn {
  /** Public host name of the CDN; requests on 443 are redirected to this host. */
  readonly host: string;

  /** Port of a listener for the target group. Allow only the CDN and the health checkers on it. */
  readonly port: number;
}

export interface ApplicationLoadBalancerProps {
  /**
   * Name of the load balancer: 1 to 32 letters, digits and inner hyphens, not beginning with `internal-`. A change
   * replaces the load balancer.
   */
  readonly name: string;

  readonly vpc: IVpc;

  /** Group with subnets in at least two availability zones. @default "public" */
  readonly subnetGroup?: string;

  /**
   * Give the load balancer public addresses. Otherwise only clients in the VPC can connect. A change replaces it.
   * @default true
   */
  readonly internetFacing?: boolean;

  /** Security groups that allow clients on 80, 443, `testPort`, `openPort` and the CDN's port. */
  readonly securityGroups: readonly IConnectable[];

  readonly certificate: ICertificate;

  /** Target group for requests that no rule matches, on 443 or on the CDN's port. */
  readonly targetGroup: ITargetGroup;

  /**
   * Bucket for access logs, under the load balancer's name. Its policy must allow the delivery, as that of `LogBucket`
   * does, and it must be encrypted with S3's own keys.
   */
  readonly logBucket: IBucket;

  /**
   * Port of a listener for tests of a new version before it gets traffic. The listener responds with 404 until a rule
   * is added. @default none
   */
  readonly testPort?: number;

  /**
   * Serve the target group only to a CDN, because clients on 443 would bypass its rate limits and web ACL. Not together
   * with `mutualAuthentication`.
   * @default none: 443 serves the target group
   */
  readonly cdn?: Cdn;

  /** Require a client certificate on 443. @default none: clients need no certificate */
  readonly mutualAuthentication?: MutualAuthentication;

  /** Use FIPS-validated cryptography with clients, with fewer ciphers. @default false */
  readonly fips?: boolean;

  /** Idle timeout of connections, 1 to 4000. It must exceed the longest response time of a target. @default 60 */
  readonly idleTimeoutSeconds?: number;

  /** Tags besides the provider's default tags. @default none */
  readonly tags?: Readonly<Record<string, string>>;

  /** Refuse deletion, by AWS and by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_lb` that replace what this module sets. @default none */
  readonly overrides?: Partial<LbConfig>;
}

/** The last priority that a rule can have, for the rule that replaces the default action. */
const LAST_PRIORITY = 50_000;

/** An application load balancer for HTTPS; it redirects HTTP. */
export class ApplicationLoadBalancer extends Construct implements IApplicationLoadBalancer {
  readonly arn: string;
  readonly arnSuffix: string;
  readonly dnsName: string;
  readonly zoneId: string;

  /** Listener that serves the target group, for rules of later stacks: on 443, or on the CDN's port. */
  readonly https: HttpsListener;

  /** Listener on `testPort`. */
  readonly test: HttpsListener | undefined;

  constructor(scope: Construct, id: string, props: ApplicationLoadBalancerProps) {
    super(scope, id);
    const { name, vpc, subnetGroup = "public", internetFacing = true, securityGroups, certificate } = props;
    const { targetGroup, logBucket, testPort, cdn, mutualAuthentication, tags } = props;
    const { idleTimeoutSeconds = 60, deletionProtection = true, overrides } = props;
    checkName(this, "aws_lb", name);
    check(this, !(cdn && mutualAuthentication), "cdn", "left out with mutualAuthentication", "both");
    const subnets = vpc.subnetIds(subnetGroup);
    check(this, subnets.length >= 2, "subnetGroup", "in at least two availability zones", subnets.length);
    const balancer = new Lb(this, "Default", {
      name,
      loadBalancerType: "application",
      internal: !internetFacing,
      subnets,
      securityGroups: securityGroups.map(({ connections }) => connections.groupId),
      idleTimeout: idleTimeoutSeconds,
      dropInvalidHeaderFields: true,
      desyncMitigationMode: "defensive",
      enableDeletionProtection: deletionProtection,
      tags,
      accessLogs: { bucket: logBucket.nameWithPolicy, prefix: name, enabled: true },
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.arn = balancer.arn;
    this.arnSuffix = balancer.arnSuffix;
    this.dnsName = balancer.dnsName;
    this.zoneId = balancer.zoneId;
    new LbListener(this, "http", {
      loadBalancerArn: this.arn,
      port: 80,
      protocol: "HTTP",
      defaultAction: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } }],
    });
    const listener = { loadBalancerArn: this.arn, certificate, fips: props.fips };
    const https = new HttpsListener(this, "https", {
      ...listener,
      port: 443,
      targetGroup: mutualAuthentication || cdn ? undefined : targetGroup,
      redirectHost: cdn?.host,
      trustStore: mutualAuthentication?.trustStore,
    });
    this.https = cdn ? new HttpsListener(this, "cdn", { ...listener, port: cdn.port, targetGroup }) : https;
    if (mutualAuthentication) {
      const { hosts, openPort } = mutualAuthentication;
      new ListenerRule(this, "hosts", { listener: this.https, priority: LAST_PRIORITY, hosts, targetGroup });
      new HttpsListener(this, "open", { ...listener, port: openPort, targetGroup });
    }
    this.test = testPort ? new HttpsListener(this, "test", { ...listener, port: testPort }) : undefined;
  }
}
