import {
  CloudfrontDistribution,
  type CloudfrontDistributionConfig,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { check, checkLength, checkPattern } from "@modules/core/checks";
import { Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../account";
import type { ICertificate } from "../dns/certificate";
import { addDefaultAlarms } from "../operations/default-alarms";
import type { IWebAcl } from "../waf/web-acl";
import { distributionAlarms } from "./alarms";
import { type Behavior, type Behaviors, checkBehaviors, renderBehavior } from "./behaviors";
import type { DistributionLogs } from "./distribution-logs";
import {
  checkFailovers,
  checkOrigins,
  type OriginFailovers,
  type Origins,
  renderFailovers,
  renderOrigins,
} from "./origins";
import { SecurityHeaders, type SecurityHeadersProps } from "./security-headers";

export interface IDistribution extends IConstruct {
  readonly arn: string;
  readonly id: string;

  /** `cloudfront.net` name, for alias records. */
  readonly dnsName: string;

  /** Id of the hosted zone of `dnsName`. */
  readonly zoneId: string;
}

export interface DistributionProps {
  /**
   * Name of the distribution's policies and log delivery: 1 to 60 letters, digits, hyphens and underscores; unique in
   * the account.
   */
  readonly name: string;

  /** Description of at most 128 characters, which the console shows in place of a name. */
  readonly comment: string;

  /**
   * Domain names, at least one, because CloudFront accepts TLS 1.0 for its `cloudfront.net` names. Only one
   * distribution in all of AWS can have a name.
   */
  readonly domainNames: readonly string[];

  /** Certificate of us-east-1 that covers all domain names. */
  readonly certificate: ICertificate;

  /** Origins by the id that behaviors refer to. */
  readonly origins: Origins;

  /**
   * Pairs of origins, by an id that behaviors may use in place of an origin's. They fail over for GET, HEAD and OPTIONS
   * only, so CloudFront refuses them in behaviors with `methods: "all"`.
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/high_availability_origin_failover.html
   * @default none
   */
  readonly failovers?: OriginFailovers;

  /** Behavior for paths that match none of `behaviors`. */
  readonly defaultBehavior: Behavior;

  /** @default none */
  readonly behaviors?: Behaviors;

  /** Object for requests of `/`, such as `index.html`; a bucket needs one. @default none: the origin answers requests of `/` */
  readonly defaultRootObject?: string;

  /** Pages by the error status that they replace. @default none: the origin's own error pages */
  readonly errorPages?: Readonly<Record<number, ErrorPage>>;

  /** Security headers of all responses. @default the defaults of `SecurityHeaders` */
  readonly headers?: Omit<SecurityHeadersProps, "name">;

  /**
   * Edge locations to use: `PriceClass_100` serves all viewers from North America and Europe. @default "PriceClass_All"
   */
  readonly priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";

  /** Web ACL of scope `CLOUDFRONT`. @default none */
  readonly webAcl?: IWebAcl;

  /** Destination of the access logs. */
  readonly logs: DistributionLogs;

  /** Make an apply wait until all edge locations have the change, about five minutes. @default true */
  readonly waitForDeployment?: boolean;

  /** Percentage of requests answered with 5xx above which an alarm fires. @default 5 */
  readonly failedPercent?: number;

  /** Arguments of the `aws_cloudfront_distribution` that replace what this module sets. @default none */
  readonly overrides?: Partial<CloudfrontDistributionConfig>;
}

export interface ErrorPage {
  /** Path of the page, such as `/index.html`; a behavior must match it. */
  readonly path: string;

  /** Status that viewers get instead of the error. */
  readonly status: number;

  /** Time until CloudFront requests the origin again. @default 10 */
  readonly cacheSeconds?: number;
}

/**
 * A CloudFront distribution for HTTPS with TLS 1.2 and newer, HTTP/3 and IPv6, with security headers and access logs.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-overview.html
 */
export class Distribution extends Construct implements IDistribution {
  readonly arn: string;
  readonly id: string;
  readonly dnsName: string;
  readonly zoneId: string;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const { name, comment, domainNames, certificate, origins, failovers = {}, defaultBehavior, logs } = props;
    const { behaviors = {}, defaultRootObject, errorPages = {}, priceClass = "PriceClass_All", webAcl } = props;
    const { waitForDeployment = true, overrides } = props;
    this.check(props);
    checkOrigins(this, origins, domainNames);
    checkFailovers(this, failovers, Object.keys(origins));
    checkBehaviors(this, [defaultBehavior, ...Object.values(behaviors)], {
      origins: Object.keys(origins),
      failovers: Object.keys(failovers),
    });
    const headers = new SecurityHeaders(this, "headers", { ...props.headers, name });
    const distribution = new CloudfrontDistribution(this, "Default", {
      comment,
      enabled: true,
      aliases: [...domainNames],
      httpVersion: "http2and3",
      isIpv6Enabled: true,
      priceClass,
      webAclId: webAcl?.arn,
      defaultRootObject,
      waitForDeployment,
      origin: renderOrigins(this, name, origins),
      originGroup: renderFailovers(failovers),
      defaultCacheBehavior: renderBehavior(defaultBehavior, headers.id),
      orderedCacheBehavior: Object.entries(behaviors).map(([pathPattern, behavior]) => ({
        pathPattern,
        ...renderBehavior(behavior, headers.id),
      })),
      customErrorResponse: Object.entries(errorPages).map(([code, { path, status, cacheSeconds = 10 }]) => ({
        errorCode: Number(code),
        responseCode: status,
        responsePagePath: path,
        errorCachingMinTtl: cacheSeconds,
      })),
      restrictions: { geoRestriction: { restrictionType: "none" } },
      viewerCertificate: {
        acmCertificateArn: certificate.arn,
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
      },
      ...overrides,
    });
    this.arn = distribution.arn;
    this.id = distribution.id;
    this.dnsName = distribution.domainName;
    this.zoneId = distribution.hostedZoneId;
    logs.record(this, name);
    addDefaultAlarms(this, `${name}-distribution`, distributionAlarms(this.id, props));
  }

  private check({ name, comment, domainNames, certificate, webAcl }: DistributionProps): void {
    const { region } = accountOf(this);
    const global = "us-east-1, the only region whose certificates and web ACLs CloudFront accepts";
    check(this, region === "us-east-1", "region", global, region);
    checkPattern(this, "name", name, /^[\w-]{1,60}$/, "1 to 60 letters, digits, hyphens and underscores");
    check(this, comment.length <= 128, "comment", "at most 128 characters", comment.length);
    checkLength(this, "domainNames", domainNames, 1);
    for (const domain of domainNames) {
      const covered = Token.isUnresolved(domain) || certifies(certificate, domain);
      check(this, covered, "domainNames", `in the certificate (${certificate.names.join(", ")})`, domain);
    }
    if (webAcl) {
      check(this, webAcl.scope === "CLOUDFRONT", "webAcl", "of scope CLOUDFRONT", webAcl.scope);
    }
  }
}

/** Whether a certificate covers a domain. A wildcard matches one label. */
function certifies({ names }: ICertificate, domain: string): boolean {
  return names.includes(domain) || names.includes(domain.replace(/^[^.]+/, "*"));
}
