import { Distribution } from "@modules/aws/cdn/distribution";
import { DistributionLogs } from "@modules/aws/cdn/distribution-logs";
import type { IOriginHeader } from "@modules/aws/cdn/origin-header";
import { AliasRecords } from "@modules/aws/dns/alias-records";
import type { ICertificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { IKey } from "@modules/aws/security/key";
import type { Bucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { addWebAcl } from "../../parts/aws/web-acl";
import { ORIGIN } from "./load-balancing";
import { directPort } from "./network";

export interface EdgeProps {
  readonly zone: IHostedZone;
  /**
   * Certificate of the load balancer. It also covers the CDN's name, because a second certificate would need the same
   * validation record.
   */
  readonly certificate: ICertificate;
  /** Header by which the load balancers recognize requests of this distribution. */
  readonly originHeader: IOriginHeader;
  readonly static: Bucket;
  readonly logsKey: IKey;
}

const TWO_YEARS_SECONDS = 63_072_000;

/**
 * The CloudFront distribution in front of the load balancer and the static files.
 * Its origin is a DNS name that fails over to the standby, so that a failover
 * does not change the distribution.
 */
export class EdgeStack extends AwsStack<FreeagenticsEnvironment> {
  readonly distribution: Distribution;

  constructor(scope: Construct, environment: FreeagenticsEnvironment, props: EdgeProps) {
    super(scope, environment, "edge");
    const { zone, certificate, originHeader, static: bucket, logsKey } = props;
    const name = this.named("freeagentics-cdn");
    const host = `${environment.cdnLabel}.${zone.name}`;
    this.distribution = new Distribution(this, "cdn", {
      name,
      comment: "FreeAgentics CDN",
      domainNames: [host],
      certificate,
      origins: {
        APIOrigin: {
          host: `${ORIGIN}.${zone.name}`,
          port: directPort(environment),
          headers: { [originHeader.name]: originHeader.value },
        },
        S3Origin: { bucket },
      },
      // Responses depend on the user, so they are not cached.
      defaultBehavior: {
        origin: "APIOrigin",
        cachePolicy: "CachingDisabled",
        originRequestPolicy: "AllViewerExceptHostHeader",
        methods: "all",
        cacheOptions: true,
      },
      behaviors: {
        "/static/*": {
          origin: "S3Origin",
          // The policy caches for one day, or as long as the object's Cache-Control header says, at most a year.
          cachePolicy: "CachingOptimized",
          methods: "get",
          viewerProtocol: "https-only",
        },
        "/ws/*": {
          origin: "APIOrigin",
          cachePolicy: "CachingDisabled",
          originRequestPolicy: "AllViewer",
          methods: "all",
          viewerProtocol: "https-only",
        },
      },
      headers: { strictTransportSeconds: TWO_YEARS_SECONDS, frameOption: "DENY" },
      webAcl: addWebAcl(this, { name, scope: "CLOUDFRONT", logsKey }),
      logs: new DistributionLogs(this, "logs", {
        name,
        bucket: new LogBucket(this, "access-logs", {
          name: this.named("freeagentics-cdn-logs"),
          deletionProtection: environment.deletionProtection,
        }),
      }),
    });
    new AliasRecords(this, "records", { zone, name: host, target: this.distribution });
  }
}
