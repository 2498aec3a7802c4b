import { CachePolicy } from "@modules/aws/cdn/cache-policy";
import { Distribution } from "@modules/aws/cdn/distribution";
import { DistributionLogs } from "@modules/aws/cdn/logs";
import { AliasRecords } from "@modules/aws/dns/alias-records";
import { Certificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { IKey } from "@modules/aws/security/key";
import type { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { addWebAcl } from "../../parts/aws/web-acl";
import { MANAGED_GROUPS, ORIGIN } from "./load-balancing";

export interface EdgeNeeds {
  readonly zone: IHostedZone;
  readonly staticAssets: Bucket;
  readonly logsKey: IKey;
}

/**
 * What the world asks by name: the platform from its load balancer, its static
 * files from their bucket. The load balancer is asked by a name that follows it
 * to another region, so a failover needs nothing here.
 */
export class EdgeStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly distribution: Distribution;

  constructor(scope: Construct, environment: PhoenixRooivalkEnvironment, { zone, staticAssets, logsKey }: EdgeNeeds) {
    super(scope, environment, "edge");
    const name = this.named("phoenix-rooivalk");
    // One cache in front of the origins, best where they are; in another region it would cost each miss the way there.
    const shieldRegion = this.region;
    this.distribution = new Distribution(this, "distribution", {
      name,
      comment: zone.name,
      domainNames: [zone.name],
      certificate: new Certificate(this, "certificate", { domainName: zone.name, zone }),
      webAcl: addWebAcl(this, { name, scope: "CLOUDFRONT", managedGroups: MANAGED_GROUPS, logsKey }),
      logs: this.addLogs(),
      origins: {
        "load-balancer": { host: `${ORIGIN}.${zone.name}`, shieldRegion },
        "static-assets": { bucket: staticAssets, shieldRegion },
      },
      // Answers are somebody's own, so no cache keeps one; the platform hears every method and all the viewer sent.
      defaultBehavior: {
        origin: "load-balancer",
        cachePolicy: "CachingDisabled",
        originRequestPolicy: "AllViewerExceptHostHeader",
        methods: "all",
      },
      behaviors: {
        // The path is the key in the bucket, too.
        "/static/*": {
          origin: "static-assets",
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
