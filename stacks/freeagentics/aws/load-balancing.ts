import { Certificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { ApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import { ORIGIN_PULL_AUTHORITY } from "@modules/cloudflare/security/origin-pull-authority";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { AwsStack } from "../../base/aws-stack";
import { addPublicLoadBalancer, guardLoadBalancer } from "../../parts/aws/load-balancer";
import { hostsOf } from "../cloudflare/edge";
import { APP_PORT, directPort, type TierGroups } from "./network";

export interface LoadBalancingNeeds {
  readonly vpc: IVpc;
  readonly zone: IHostedZone;
  readonly groups: TierGroups;
  readonly logsKey: IKey;
  /** Of the primary region, whose records validate the one of another too. @default none: this is the primary region */
  readonly certificate?: Certificate;
}

/** What the CDN asks for: the first label of a name that follows the load balancer to another region. */
export const ORIGIN = "origin";

/** The way into a region. */
export class LoadBalancingStack extends AwsStack<FreeagenticsEnvironment> {
  readonly certificate: Certificate;
  readonly public: ApplicationLoadBalancer;
  readonly targetGroup: TargetGroup;

  constructor(
    scope: Construct,
    environment: FreeagenticsEnvironment,
    { vpc, zone, groups, logsKey, certificate }: LoadBalancingNeeds,
    region = environment.account.region,
  ) {
    super(scope, environment, "load-balancing", { region });
    const { domain, cdnLabel, cloudflare } = environment;
    const name = "freeagentics-alb";
    this.certificate = new Certificate(this, "certificate", {
      domainName: `${ORIGIN}.${domain}`,
      // Where the CDN passes on the host it was asked for, it wants that one certified.
      alternativeNames: [`${cdnLabel}.${domain}`],
      zone,
      validatedWith: certificate,
    });
    this.targetGroup = new TargetGroup(this, "api", {
      name: this.named("freeagentics-api-tg"),
      vpc,
      port: APP_PORT,
      // A server that fails is out within fifty seconds.
      healthCheck: { intervalSeconds: 20, timeoutSeconds: 10, healthyThreshold: 3, unhealthyThreshold: 2 },
    });
    this.public = addPublicLoadBalancer(this, {
      name,
      vpc,
      securityGroups: groups.cdn ? [groups.loadBalancer, groups.cdn] : [groups.loadBalancer],
      certificate: this.certificate,
      targetGroup: this.targetGroup,
      // Any zone of Cloudflare's has such a certificate, but none other has these names.
      verification: cloudflare && {
        authorities: ORIGIN_PULL_AUTHORITY,
        hosts: Object.values(hostsOf(cloudflare.zone)),
        openPort: directPort(environment),
      },
      tags: { Name: this.named(name) },
    });
    guardLoadBalancer(this, this.public, {
      name,
      logsKey,
      // Cloudflare adds to X-Forwarded-For what a visitor begins, and lets nobody else say this one.
      // What comes through the CDN has none, and is counted there.
      clientAddressHeader: cloudflare && "CF-Connecting-IP",
    });
  }
}
