import { type IOriginHeader, OriginHeader } from "@modules/aws/cdn/origin-header";
import { Certificate } from "@modules/aws/dns/certificate";
import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { ApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { addPublicLoadBalancer, guardLoadBalancer } from "../../parts/aws/load-balancer";
import { hostsOf } from "../cloudflare/edge";
import { APP_PORT, directPort, type TierGroups } from "./network";

export interface LoadBalancingProps {
  readonly vpc: IVpc;
  readonly zone: IHostedZone;
  readonly groups: TierGroups;
  readonly logsKey: IKey;
  /**
   * Certificate of the primary region, whose validation records this one reuses. @default none: the stack is in the
   * primary region
   */
  readonly certificate?: Certificate;
  /** Header of the primary region, which this one shares. @default none: the stack is in the primary region */
  readonly originHeader?: IOriginHeader;
}

/** First label of the name that CloudFront and Cloudflare use as origin; the name fails over to the standby. */
export const ORIGIN = "origin";

/**
 * First label of the name that always points to the proxies. Cloudflare uses it as origin, and people use it for tests.
 */
export const PROXIES = "proxies";

/** First labels of the names that may point to proxies; without Cloudflare the public names are among them. */
export function proxyLabels({ proxies, cloudflare }: FreeagenticsEnvironment): readonly string[] {
  const labels = cloudflare ? [] : ["api", "app"];
  return proxies?.tier ? [PROXIES, ...labels] : [];
}

/** The public load balancer of one region, its certificate and its target group. */
export class LoadBalancingStack extends AwsStack<FreeagenticsEnvironment> {
  readonly certificate: Certificate;
  /** Header that the CDN adds to its requests. */
  readonly originHeader: IOriginHeader;
  readonly public: ApplicationLoadBalancer;
  readonly targetGroup: TargetGroup;

  constructor(
    scope: Construct,
    environment: FreeagenticsEnvironment,
    { vpc, zone, groups, logsKey, certificate, originHeader }: LoadBalancingProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "load-balancing", { region });
    const { domain, cdnLabel, cloudflare } = environment;
    const name = "freeagentics-alb";
    this.originHeader = originHeader ?? new OriginHeader(this, "origin-header");
    this.certificate = new Certificate(this, "certificate", {
      domainName: `${ORIGIN}.${domain}`,
      alternativeNames: [
        // CloudFront forwards the viewer's Host header for web sockets, and then expects a certificate of that name.
        `${cdnLabel}.${domain}`,
        // The names of the proxies fail over to the standby's load balancer.
        ...proxyLabels(environment).map((label) => `${label}.${domain}`),
      ],
      zone,
      validatedWith: certificate,
    });
    this.targetGroup = new TargetGroup(this, "api", {
      name: this.named("freeagentics-api-tg"),
      vpc,
      port: APP_PORT,
      // Clients stay with a server for an hour, for web sockets and for operations that keep state in the server.
      stickySeconds: 3600,
      // With these values, a failed server is out of service within 50 seconds.
      healthCheck: { intervalSeconds: 20, timeoutSeconds: 10, healthyThreshold: 3, unhealthyThreshold: 2 },
    });
    this.public = addPublicLoadBalancer(this, {
      name,
      vpc,
      securityGroups: groups.cdn ? [groups.loadBalancer, groups.cdn] : [groups.loadBalancer],
      certificate: this.certificate,
      targetGroup: this.targetGroup,
      // All Cloudflare customers share this certificate, so the host names must identify this zone.
      mutualAuthentication: cloudflare && {
        authorities: ORIGIN_PULL_AUTHORITY,
        hosts: Object.values(hostsOf(cloudflare.zone)),
        openPort: directPort(environment),
      },
      tags: { Name: this.named(name) },
    });
    guardLoadBalancer(this, this.public, {
      name,
      logsKey,
      // Clients cannot forge CF-Connecting-IP, which Cloudflare sets. They can forge X-Forwarded-For, because
      // Cloudflare only appends to it.
      clientAddressHeader: cloudflare && "CF-Connecting-IP",
      // Requests from CloudFront do not have the header; the distribution's web ACL already limits them.
      requestsWithoutHeader: cloudflare && "unlimited",
      // CloudFront's prefix list on the direct port also allows other customers' distributions, so the web ACL checks
      // the header.
      ...(cloudflare && { proxyHeader: this.originHeader, proxyCidrs: [...CLOUDFLARE_IPV4, ...HEALTH_CHECKERS] }),
    });
  }
}
