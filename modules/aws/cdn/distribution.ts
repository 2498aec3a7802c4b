import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../account";
import type { ICertificate } from "../dns/certificate";
import type { IWebAcl } from "../waf/web-acl";
import { type Behavior, type Behaviors, checkBehaviors, renderBehavior } from "./behaviors";
import type { DistributionLogs } from "./logs";
import { checkOrigins, type Origins, renderOrigins } from "./origins";
import { SecurityHeaders, type SecurityHeadersProps } from "./security-headers";

export interface IDistribution extends IConstruct {
  readonly arn: string;
  readonly id: string;
  /** CloudFront's own name for it, for alias records. */
  readonly dnsName: string;
  /** Zone of that name. */
  readonly zoneId: string;
}

export interface DistributionProps {
  /** 1 to 60 letters, digits, hyphens and underscores; names what belongs to it, unique in the account. */
  readonly name: string;

  /** What it serves, at most 128 characters; the only name the console has for it. */
  readonly comment: string;

  /** Names it answers to, at least one: under CloudFront's own there is no minimum of TLS. No two distributions of AWS share one. */
  readonly domainNames: readonly string[];

  /** Of us-east-1; must have all the names. */
  readonly certificate: ICertificate;

  /** By id. */
  readonly origins: Origins;

  /** What no other behavior takes. */
  readonly defaultBehavior: Behavior;

  /** @default none */
  readonly behaviors?: Behaviors;

  /** What `/` means, such as `index.html`; a server knows by itself, a bucket does not. @default the path as it is */
  readonly defaultRootObject?: string;

  /** Pages of the distribution by the status they replace. @default the origin's own answers */
  readonly errorPages?: Readonly<Record<number, ErrorPage>>;

  /** What browsers are told with each answer. @default what SecurityHeaders says */
  readonly headers?: Omit<SecurityHeadersProps, "name">;

  /** `PriceClass_100` serves all the world from North America and Europe. @default "PriceClass_All" */
  readonly priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All";

  /** Of scope `CLOUDFRONT`. @default none */
  readonly webAcl?: IWebAcl;

  readonly logs: DistributionLogs;

  /** Whether an apply lasts until all edges have the change, some five minutes. @default true */
  readonly waitForDeployment?: boolean;
}

export interface ErrorPage {
  /** Such as `/index.html`; a behavior must take it. */
  readonly path: string;
  readonly status: number;
  /** Time until the origin is asked again. @default 10 */
  readonly cacheSeconds?: number;
}

/**
 * A CDN over HTTPS only, TLS 1.2 and newer, HTTP/3 and IPv6, anywhere in the
 * world, with the headers that make browsers careful.
 */
export class Distribution extends Construct implements IDistribution {
  readonly arn: string;
  readonly id: string;
  readonly dnsName: string;
  readonly zoneId: string;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const { name, comment, domainNames, certificate, origins, defaultBehavior, behaviors = {}, logs } = props;
    const { defaultRootObject, errorPages = {}, priceClass = "PriceClass_All", webAcl } = props;
    const { waitForDeployment = true } = props;
    this.check(props);
    checkOrigins(this, origins, domainNames);
    checkBehaviors(this, [defaultBehavior, ...Object.values(behaviors)], Object.keys(origins));
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
    });
    this.arn = distribution.arn;
    this.id = distribution.id;
    this.dnsName = distribution.domainName;
    this.zoneId = distribution.hostedZoneId;
    logs.record(this, name);
  }

  private check({ name, comment, domainNames, certificate, webAcl }: DistributionProps): void {
    const { region } = accountOf(this);
    const fail = (rule: string) => {
      throw new Error(`${this.node.path}: ${rule}`);
    };
    if (region !== "us-east-1") {
      fail(`region must be us-east-1, whose certificates and web ACLs alone CloudFront takes, got ${region}`);
    }
    if (!/^[\w-]{1,60}$/.test(name)) {
      fail(`name must be 1 to 60 letters, digits, hyphens and underscores, got ${name}`);
    }
    if (comment.length > 128) {
      fail(`comment must have at most 128 characters, got ${comment.length}`);
    }
    if (domainNames.length === 0) {
      fail("domainNames must be at least one, got none");
    }
    for (const domain of domainNames) {
      if (!Token.isUnresolved(domain) && !certifies(certificate, domain)) {
        fail(`domainNames must be in the certificate (${certificate.names.join(", ")}), got ${domain}`);
      }
    }
    if (webAcl && webAcl.scope !== "CLOUDFRONT") {
      fail(`webAcl must be of scope CLOUDFRONT, got ${webAcl.scope}`);
    }
  }
}

/** A wildcard stands for one label. */
function certifies({ names }: ICertificate, domain: string): boolean {
  return names.includes(domain) || names.includes(domain.replace(/^[^.]+/, "*"));
}
