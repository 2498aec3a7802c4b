import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import type { Behavior } from "@modules/aws/cdn/behaviors";
import { Distribution, type DistributionProps } from "@modules/aws/cdn/distribution";
import { DistributionLogs } from "@modules/aws/cdn/distribution-logs";
import type { IOriginHeader } from "@modules/aws/cdn/origin-header";
import type { HostOrigin } from "@modules/aws/cdn/origins";
import { AliasRecords } from "@modules/aws/dns/alias-records";
import { Certificate, type IDnsZone } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { IKey } from "@modules/aws/security/key";
import type { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import { CLOUDFLARE_IPV4, CLOUDFLARE_IPV6 } from "@modules/cloudflare/addresses";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";
import { addWebAcl, type PlatformWebAclProps } from "../../parts/aws/web-acl";
import { publicDomain } from "../../parts/cloudflare/public-domain";

export interface EdgeProps {
  /** Zone of the origin names and, without Cloudflare, of the public names. */
  readonly zone: IHostedZone;
  /** Zone for the validation records of the public names. @default `zone` */
  readonly publicZone?: IDnsZone;
  /** Header by which the load balancers recognize requests of these distributions. */
  readonly originHeader: IOriginHeader;
  readonly staticAssets: Bucket;
  readonly logsKey: IKey;
}

/**
 * Behavior of the API. Responses depend on the user, so they are not cached, and the origin receives all methods and
 * headers.
 */
const UNCACHED_API: Behavior = {
  origin: "API-origin",
  cachePolicy: "CachingDisabled",
  originRequestPolicy: "AllViewerExceptHostHeader",
  methods: "all",
};

type Shared = Pick<DistributionProps, "certificate" | "webAcl" | "logs">;

/** First labels of the public names, each served by a distribution of its own. */
export type PublicLabel = "assets" | "api" | "app";

/**
 * Web ACL props behind Cloudflare: requests must come from Cloudflare's addresses, and Cloudflare's header contains the
 * client's address.
 */
const BEHIND_CLOUDFLARE: Partial<PlatformWebAclProps> = {
  clientAddressHeader: "CF-Connecting-IP",
  proxyCidrs: [...CLOUDFLARE_IPV4, ...CLOUDFLARE_IPV6],
};

/**
 * CloudFront distributions of the assets, the API and the application. Their origins are
 * DNS names that fail over to the standby, so that a failover does not change the
 * distributions. Behind Cloudflare, the records of the public names are in its zone.
 */
export class EdgeStack extends AwsStack<DafnckmachineEnvironment> {
  readonly distributions: Readonly<Record<PublicLabel, Distribution>>;

  private readonly zone: IHostedZone;
  private readonly originHeader: IOriginHeader;

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    { zone, publicZone, originHeader, staticAssets, logsKey }: EdgeProps,
  ) {
    super(scope, environment, "edge");
    this.zone = zone;
    this.originHeader = originHeader;
    if (publicZone) {
      new CloudflareProvider(this, "cloudflare", {});
    }
    const shared = {
      certificate: new Certificate(this, "certificate", {
        domainName: this.host("app"),
        alternativeNames: [this.host("api"), this.host("assets")],
        zone: publicZone ?? zone,
      }),
      webAcl: addWebAcl(this, {
        name: this.named("DafnckMachineWAF"),
        scope: "CLOUDFRONT",
        logsKey,
        ...(publicZone ? BEHIND_CLOUDFLARE : {}),
      }),
      logs: new DistributionLogs(this, "logs", {
        name: this.named("dafnckmachine-cdn-logs"),
        bucket: new LogBucket(this, "access-logs", {
          name: this.named("dafnckmachine-cdn-logs"),
          deletionProtection: environment.deletionProtection,
        }),
      }),
    };
    this.distributions = {
      assets: this.addAssets(staticAssets, shared),
      api: this.addApi(shared),
      app: this.addApp(shared),
    };
    for (const [label, target] of publicZone ? [] : Object.entries(this.distributions)) {
      new AliasRecords(this, `${label}-records`, { zone, name: this.host(label), target });
    }
  }

  private host(label: string): string {
    return `${label}.${publicDomain(this.environment)}`;
  }

  private origin(label: string): HostOrigin {
    const { name, value } = this.originHeader;
    return { host: `${label}.${this.zone.name}`, headers: { [name]: value } };
  }

  private addAssets(bucket: Bucket, shared: Shared): Distribution {
    return new Distribution(this, "assets", {
      ...shared,
      name: this.named("dafnckmachine-assets"),
      comment: this.host("assets"),
      domainNames: [this.host("assets")],
      origins: { "S3-static-assets": { bucket, path: "/assets" } },
      defaultBehavior: { origin: "S3-static-assets", cachePolicy: "CachingOptimized" },
      defaultRootObject: "index.html",
      // Browsers load fonts and module scripts of another host only with CORS headers.
      headers: { allowedOrigins: [`https://${this.host("app")}`] },
      priceClass: "PriceClass_100",
    });
  }

  private addApi(shared: Shared): Distribution {
    return new Distribution(this, "api", {
      ...shared,
      name: this.named("dafnckmachine-api"),
      comment: this.host("api"),
      domainNames: [this.host("api")],
      origins: { "API-origin": this.origin("origin-api") },
      defaultBehavior: { ...UNCACHED_API, viewerProtocol: "https-only" },
    });
  }

  private addApp(shared: Shared): Distribution {
    return new Distribution(this, "app", {
      ...shared,
      name: this.named("dafnckmachine-app"),
      comment: this.host("app"),
      domainNames: [this.host("app")],
      origins: {
        "API-origin": this.origin("origin-api"),
        "app-origin": this.origin("origin-app"),
      },
      defaultBehavior: { ...UNCACHED_API, origin: "app-origin" },
      behaviors: {
        "/api/*": UNCACHED_API,
        // The policy caches for one day, or as long as the file's Cache-Control header says, at most a year.
        "/static/*": { origin: "app-origin", cachePolicy: "CachingOptimized" },
      },
    });
  }
}
