import { type IOriginHeader, OriginHeader } from "@modules/aws/cdn/origin-header";
import { Certificate } from "@modules/aws/dns/certificate";
import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { ApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IConnectable } from "@modules/aws/network/connections";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import type { ManagedGroup } from "@modules/aws/waf/managed-rules";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { addPublicLoadBalancer, guardLoadBalancer } from "../../parts/aws/load-balancer";

export interface LoadBalancingProps {
  readonly vpc: IVpc;
  readonly zone: IHostedZone;
  /** Security groups of the load balancer: for the internet, and for the CDN with the health checkers. */
  readonly securityGroups: readonly IConnectable[];
  readonly logsKey: IKey;
  /** Certificate of the primary region, whose validation records this one shares. @default a certificate with its own records */
  readonly certificate?: Certificate;
  /** Header of the primary region, which this one shares. @default none: the stack is in the primary region */
  readonly originHeader?: IOriginHeader;
}

/** First label of the DNS name that CloudFront connects to; it fails over between regions. */
export const ORIGIN_LABEL = "origin";

/** Port that CloudFront and the health checkers use. Ports 80 and 443 redirect other clients to CloudFront. */
export const ORIGIN_PORT = 8443;

/** AWS managed rule groups in every web ACL. */
export const MANAGED_GROUPS: Readonly<Record<string, ManagedGroup>> = {
  CommonRuleSet: "AWSManagedRulesCommonRuleSet",
  KnownBadInputs: "AWSManagedRulesKnownBadInputsRuleSet",
  IpReputation: "AWSManagedRulesAmazonIpReputationList",
};

/** Public Application Load Balancer of a region. Its targets are pods, which a controller in the cluster registers. */
export class LoadBalancingStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly certificate: Certificate;
  /** Header by which the web ACL recognizes requests of this CDN. */
  readonly originHeader: IOriginHeader;
  readonly public: ApplicationLoadBalancer;
  readonly targetGroup: TargetGroup;

  constructor(
    scope: Construct,
    environment: PhoenixRooivalkEnvironment,
    { vpc, zone, securityGroups, logsKey, certificate, originHeader }: LoadBalancingProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "load-balancing", { region });
    this.originHeader = originHeader ?? new OriginHeader(this, "origin-header");
    this.certificate = new Certificate(this, "certificate", {
      // The certificate only needs the name that CloudFront connects to; visitors get the certificate of the
      // distribution.
      domainName: `${ORIGIN_LABEL}.${environment.domain}`,
      zone,
      validatedWith: certificate,
    });
    this.targetGroup = new TargetGroup(this, "pods", {
      name: this.named("phoenix-rooivalk-eks"),
      vpc,
      port: 443,
      protocol: "HTTPS",
      targetType: "ip",
    });
    this.public = addPublicLoadBalancer(this, {
      name: "phoenix-rooivalk-alb",
      vpc,
      securityGroups,
      cdn: { host: environment.domain, port: ORIGIN_PORT },
      certificate: this.certificate,
      targetGroup: this.targetGroup,
    });
    guardLoadBalancer(this, this.public, {
      name: "phoenix-rooivalk-alb",
      managedGroups: MANAGED_GROUPS,
      logsKey,
      proxyHeader: this.originHeader,
      proxyCidrs: HEALTH_CHECKERS,
    });
  }
}
