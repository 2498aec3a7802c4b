import { CachePolicy } from "@modules/aws/cdn/cache-policy";
import { Distribution } from "@modules/aws/cdn/distribution";
import { DistributionLogs } from "@modules/aws/cdn/distribution-logs";
import type { IOriginHeader } from "@modules/aws/cdn/origin-header";
import { AliasRecords } from "@modules/aws/dns/alias-records";
import { Certificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { IKey } from "@modules/aws/security/key";
import type { Bucket, IBucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { addWebAcl } from "../../parts/aws/web-acl";
import { MANAGED_GROUPS, ORIGIN_LABEL, ORIGIN_PORT } from "./load-balancing";

export interface EdgeProps {
  readonly zone: IHostedZone;
  /** Header by which the load balancer's web ACL recognizes this distribution. */
  readonly originHeader: IOriginHeader;
  readonly staticAssets: Bucket;
  /** Copy of the static assets in the recovery region. @default none: static assets have one origin */
  readonly staticAssetsCopy?: IBucket;
  readonly logsKey: IKey;
}

/**
 * CloudFront distribution in front of the load balancer and the bucket of static
 * files. The load balancer's origin is a DNS name that fails over to the standby,
 * and static files fail over to their copy, so the distribution stays the same in a failover.
 */
export class EdgeStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly distribution: Distribution;

  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    { zone, originHeader, staticAssets, staticAssetsCopy, logsKey }: EdgeProps,
  ) {
    super(scope, environment, "edge");
    const name = this.named("phoenix-rooivalk");
    // Origin Shield works best in the region of the origins: in other regions each cache miss takes longer.
    const shieldRegion = this.region;
    this.distribution = new Distribution(this, "distribution", {
      name,
      comment: zone.name,
      domainNames: [zone.name],
      certificate: new Certificate(this, "certificate", { domainName: zone.name, zone }),
      webAcl: addWebAcl(this, { name, scope: "CLOUDFRONT", managedGroups: MANAGED_GROUPS, logsKey }),
      logs: this.addLogs(),
      origins: {
        "load-balancer": {
          host: `${ORIGIN_LABEL}.${zone.name}`,
          port: ORIGIN_PORT,
          headers: { [originHeader.name]: originHeader.value },
          shieldRegion,
        },
        "static-assets": { bucket: staticAssets, shieldRegion },
        ...(staticAssetsCopy && { "static-assets-copy": { bucket: staticAssetsCopy } }),
      },
      failovers: staticAssetsCopy && {
        "static-assets-failover": { primary: "static-assets", secondary: "static-assets-copy" },
      },
      // Responses depend on the user, so they are not cached, and the origin receives all methods and headers.
      defaultBehavior: {
        origin: "load-balancer",
        cachePolicy: "CachingDisabled",
        originRequestPolicy: "AllViewerExceptHostHeader",
        methods: "all",
      },
      behaviors: {
        // Path and object key are the same.
        "/static/*": {
          origin: staticAssetsCopy ? "static-assets-failover" : "static-assets",
          cachePolicy: new CachePolicy(this, "static", {
            name: `${name}-static`,
            defaultTtlSeconds: environment.cdn.staticTtlSeconds,
          }),
        },
      },
    });
    new AliasRecords(this, "records", { zone, name: zone.name, target: this.distribution });
  }

  private addLogs(): DistributionLogs {
    return new DistributionLogs(this, "logs", {
      name: this.named("phoenix-rooivalk-cdn-logs"),
      bucket: new LogBucket(this, "access-logs", {
        name: this.named("phoenix-rooivalk-cdn-logs"),
        deletionProtection: this.environment.deletionProtection,
      }),
    });
  }
}
