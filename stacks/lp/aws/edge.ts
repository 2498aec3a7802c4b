import { CachePolicy } from "@modules/aws/cdn/cache-policy";
import { Distribution } from "@modules/aws/cdn/distribution";
import { DistributionLogs } from "@modules/aws/cdn/distribution-logs";
import { AliasRecords } from "@modules/aws/dns/alias-records";
import { Certificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { IKey } from "@modules/aws/security/key";
import type { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { AwsStack } from "../../base/aws-stack";
import { addWebAcl } from "../../parts/aws/web-acl";

export interface EdgeProps {
  readonly zone: IHostedZone;
  readonly assets: Bucket;
  readonly logsKey: IKey;
}

/** Headers in the cache key, so that one site never gets the CORS headers of another. */
const CORS_HEADERS = ["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"];

/** Device type of the viewer as CloudFront detects it; each header is `true` or `false`. */
const VIEWER_HEADERS = ["Mobile", "Tablet", "Desktop", "SmartTV"].map((device) => `CloudFront-Is-${device}-Viewer`);

const DAY_SECONDS = 86_400;

/** CloudFront distribution of the assets. All other public traffic goes through Cloudflare. */
export class EdgeStack extends AwsStack<LpEnvironment> {
  readonly distribution: Distribution;

  constructor(scope: Construct, environment: LpEnvironment, { zone, assets, logsKey }: EdgeProps) {
    super(scope, environment, "edge");
    const host = `assets.${zone.name}`;
    const origin = "S3-assets";
    this.distribution = new Distribution(this, "assets", {
      name: this.named("lp-assets"),
      comment: host,
      domainNames: [host],
      certificate: new Certificate(this, "certificate", { domainName: host, zone }),
      origins: { [origin]: { bucket: assets } },
      defaultBehavior: {
        origin,
        cachePolicy: new CachePolicy(this, "assets-policy", {
          name: this.named("lp-assets"),
          defaultTtlSeconds: DAY_SECONDS,
          headers: CORS_HEADERS,
        }),
      },
      behaviors: {
        "/images/*": {
          origin,
          cachePolicy: new CachePolicy(this, "images-policy", {
            name: this.named("lp-images"),
            defaultTtlSeconds: 30 * DAY_SECONDS,
            queryStrings: "all",
            headers: VIEWER_HEADERS,
          }),
        },
      },
      defaultRootObject: "index.html",
      headers: { allowedOrigins: environment.assets.allowedOrigins },
      webAcl: addWebAcl(this, { name: this.named("lp-assets"), scope: "CLOUDFRONT", logsKey }),
      logs: new DistributionLogs(this, "logs", {
        name: this.named("lp-cdn-logs"),
        bucket: new LogBucket(this, "access-logs", {
          name: this.named("lp-system-cdn-logs"),
          deletionProtection: environment.deletionProtection,
        }),
      }),
    });
    new AliasRecords(this, "assets-records", { zone, name: host, target: this.distribution });
  }
}
