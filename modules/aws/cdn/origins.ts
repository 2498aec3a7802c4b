import type { CloudfrontDistributionOrigin } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { CloudfrontOriginAccessControl } from "@cdktf/provider-aws/lib/cloudfront-origin-access-control";
import { Token } from "cdktf";
import type { Construct, IConstruct } from "constructs";

/** A bucket whose policy has the statement of `readByDistributions`. */
export interface BucketOrigin {
  readonly bucket: IConstruct & { readonly regionalDomainName: string };
  /** Begins the keys it serves, such as `/assets`. @default all of the bucket */
  readonly path?: string;
  /** Region whose cache all others ask, best the bucket's own; billed by request. @default none */
  readonly shieldRegion?: string;
}

/** A server that speaks TLS 1.2 under a certificate for its name. */
export interface HostOrigin {
  /** Not a name of the distribution itself, and no name of AWS's for a load balancer, which no certificate has. */
  readonly host: string;
  /** 443, or 1024 to 65535. @default 443 */
  readonly port?: number;
  /** Goes before every path; behaviors such as `/api/*` keep theirs, so `/api` here would ask for `/api/api`. @default none */
  readonly path?: string;
  /** Sent with every request; never a secret, for the state and everybody who may read the distribution have them. @default none */
  readonly headers?: Readonly<Record<string, string>>;
  /** 1 to 60. @default 30 */
  readonly readTimeoutSeconds?: number;
  /** Region whose cache all others ask, best the nearest to the server; billed by request. @default none */
  readonly shieldRegion?: string;
}

export type Origin = BucketOrigin | HostOrigin;

export type Origins = Readonly<Record<string, Origin>>;

/** @param names of the distribution, which must not ask itself */
export function checkOrigins(scope: Construct, origins: Origins, names: readonly string[]): void {
  for (const [id, origin] of Object.entries(origins)) {
    const at = `${scope.node.path}: origins.${id}`;
    const { path } = origin;
    if (path !== undefined && !/^\/.*[^/]$/.test(path)) {
      throw new Error(`${at}.path must begin with a slash and not end with one, got ${path}`);
    }
    if ("port" in origin && origin.port !== undefined && !isPort(origin.port)) {
      throw new Error(`${at}.port must be 443 or 1024 to 65535, got ${origin.port}`);
    }
    if ("bucket" in origin || Token.isUnresolved(origin.host)) {
      continue;
    }
    if (names.includes(origin.host)) {
      throw new Error(`${at}.host must not be a name of the distribution itself, got ${origin.host}`);
    }
    if (origin.host.endsWith(".amazonaws.com")) {
      throw new Error(`${at}.host must be a name its certificate has, not one of AWS's, got ${origin.host}`);
    }
  }
}

/** Of those that CloudFront asks, one for TLS. */
function isPort(port: number): boolean {
  return port === 443 || (Number.isInteger(port) && port >= 1024 && port <= 65_535);
}

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
      // CloudFront speaks no TLS 1.3 to origins.
      originSslProtocols: ["TLSv1.2"],
      originReadTimeout: readTimeoutSeconds,
    },
  };
}
