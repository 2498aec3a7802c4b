import type {
  CloudfrontDistributionOrigin,
  CloudfrontDistributionOriginGroup,
} from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { check } from "@modules/core/checks";
import { Token } from "cdktf";
import type { Construct } from "constructs";
import type { IBucket } from "../storage/bucket";

/** A bucket, whose policy must have the statement of `readByDistributions`. */
export interface BucketOrigin {
  readonly bucket: Pick<IBucket, "regionalDomainName">;

  /** Path that CloudFront puts before the viewer's path, such as `/assets`. @default none */
  readonly path?: string;

  /** Region of Origin Shield, a cache in front of the origin; use the bucket's region. AWS bills each request. @default none */
  readonly shieldRegion?: string;
}

/** A server with TLS 1.2 and a certificate for its host name. */
export interface HostOrigin {
  /**
   * Host name in the server's certificate. It must be neither a domain name of the distribution nor the `amazonaws.com`
   * name of a load balancer.
   */
  readonly host: string;

  /** Port of the server: 443, or 1024 to 65535. @default 443 */
  readonly port?: number;

  /** Path that CloudFront puts before the viewer's whole path: `/api` with a behavior for `/api/*` requests `/api/api/...`. @default none */
  readonly path?: string;

  /**
   * Headers that CloudFront adds to every request; they replace a viewer's headers with the same names. Do not use them
   * for credentials, because the state and the distribution's configuration contain their values. The header of an
   * `OriginHeader` is allowed, because whoever reads it can only bypass the CDN.
   * @default none
   */
  readonly headers?: Readonly<Record<string, string>>;

  /** Time the server has to respond, 1 to 60. @default 30 */
  readonly readTimeoutSeconds?: number;

  /** Region of Origin Shield, a cache in front of the origin; use the region nearest to the server. AWS bills each request. @default none */
  readonly shieldRegion?: string;
}

export type Origin = BucketOrigin | HostOrigin;

export type Origins = Readonly<Record<string, Origin>>;

/** Two origins with the same content. When the first origin fails, CloudFront repeats the request to the second. */
export interface OriginFailover {
  /** Id of the origin that CloudFront requests first. */
  readonly primary: string;

  /**
   * Id of the origin that CloudFront requests when the first one is unreachable or responds with 500, 502, 503 or 504.
   */
  readonly secondary: string;
}

export type OriginFailovers = Readonly<Record<string, OriginFailover>>;

const FAILURES = [500, 502, 503, 504];

/** Fails when the two origins of a failover are unknown or the same. */
export function checkFailovers(scope: Construct, failovers: OriginFailovers, origins: readonly string[]): void {
  for (const [id, { primary, secondary }] of Object.entries(failovers)) {
    const prop = `failovers.${id}`;
    check(scope, !origins.includes(id), prop, "an id that no origin has", id);
    check(scope, primary !== secondary, `${prop}.secondary`, "another origin than the primary", secondary);
    for (const member of [primary, secondary]) {
      check(scope, origins.includes(member), prop, `of ${origins.join(" and ")}`, member);
    }
  }
}

/** The arguments of the failovers. */
export function renderFailovers(failovers: OriginFailovers): CloudfrontDistributionOriginGroup[] {
  return Object.entries(failovers).map(([originId, { primary, secondary }]) => ({
    originId,
    failoverCriteria: { statusCodes: FAILURES },
    member: [{ originId: primary }, { originId: secondary }],
  }));
}

/** Fails when CloudFront would refuse an origin or could not reach it. @param names domain names of the distribution */
export function checkOrigins(scope: Construct, origins: Origins, names: readonly string[]): void {
  for (const [id, origin] of Object.entries(origins)) {
    const prop = `origins.${id}`;
    const { path } = origin;
    if (path !== undefined) {
      const slashes = /^\/.*[^/]$/.test(path);
      check(scope, slashes, `${prop}.path`, "a path with a slash at the beginning and none at the end", path);
    }
    if ("bucket" in origin || Token.isUnresolved(origin.host)) {
      continue;
    }
    const { host, port = 443 } = origin;
    const allowed = port === 443 || (Number.isInteger(port) && port >= 1024 && port <= 65_535);
    check(scope, allowed, `${prop}.port`, "443 or 1024 to 65535", port);
    check(scope, !names.includes(host), `${prop}.host`, "a host other than the distribution itself", host);
    const certified = !host.endsWith(".amazonaws.com");
    check(scope, certified, `${prop}.host`, "a name that the server's certificate has, not one of AWS's", host);
  }
}

/** The arguments of the origins, with an origin access control if any of them is a bucket. */
export function renderOrigins(scope: Construct, name: string, origins: Origins): CloudfrontDistributionOrigin[] {
  const bucket = Object.values(origins).some((origin) => "bucket" in origin);
  const accessControl = bucket
    ? new CloudfrontOriginAccessControl(scope, "access-control", {
        name,
        originAccessControlOriginType: "s3",
        signingBehavior: "always",
        signingProtocol: "sigv4",
      })
    : undefined;
  return Object.entries(origins).map(([originId, origin]) => ({
    originId,
    originPath: origin.path,
    originShield: origin.shieldRegion ? { enabled: true, originShieldRegion: origin.shieldRegion } : undefined,
    ...("bucket" in origin
      ? { domainName: origin.bucket.regionalDomainName, originAccessControlId: accessControl?.id }
      : renderHost(origin)),
  }));
}

function renderHost({ host, port = 443, headers = {}, readTimeoutSeconds = 30 }: HostOrigin) {
  const customHeader = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    domainName: host,
    customHeader: customHeader.length > 0 ? customHeader : undefined,
    customOriginConfig: {
      httpPort: 80,
      httpsPort: port,
      originProtocolPolicy: "https-only",
      // CloudFront does not support TLS 1.3 to origins.
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: readTimeoutSeconds,
    },
  };
}
