import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { IHostedZone } from "@modules/aws/edge/hosted-zone";
import { fitName } from "@modules/aws/names";
import type { IApplicationLoadBalancer } from "@modules/aws/network/application-load-balancer";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { EnvironmentStack } from "../environment-stack";

export interface RecordsNeeds {
  readonly zone: IHostedZone;
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Answers while the primary region does not. @default nothing does */
  readonly standby?: { readonly region: string; readonly loadBalancer: IApplicationLoadBalancer };
}

/** What the CDN asks for. */
const ORIGINS = ["origin-api", "origin-app"];

/**
 * Names of the public load balancers. They are failover records from the start,
 * because changing the routing of a record replaces it; without a standby the
 * primary region answers whatever its health.
 */
export class RecordsStack extends EnvironmentStack<DafnckmachineEnvironment> {
  constructor(scope: Construct, environment: DafnckmachineEnvironment, { zone, loadBalancer, standby }: RecordsNeeds) {
    super(scope, environment, "records");
    const name = this.named("hc-primary-region");
    // It asks the load balancer itself: the names below would answer from the other region.
    const healthCheck = new Route53HealthCheck(this, "primary-region", {
      // At most 27 characters.
      referenceName: fitName(name, 27),
      type: "HTTPS",
      fqdn: loadBalancer.dnsName,
      port: 443,
      resourcePath: "/health",
      // 10 or 30 are all there is; three failures make a minute and a half.
      requestInterval: 30,
      failureThreshold: 3,
      measureLatency: true,
      tags: { Name: name },
    });
    for (const label of ORIGINS) {
      new Route53Record(this, label, {
        zoneId: zone.id,
        name: `${label}.${zone.name}`,
        type: "A",
        alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: true },
        setIdentifier: `primary-${this.region}`,
        failoverRoutingPolicy: { type: "PRIMARY" },
        healthCheckId: healthCheck.id,
      });
    }
    if (standby) {
      this.addSecondary(zone, standby);
    }
  }

  private addSecondary(zone: IHostedZone, { region, loadBalancer }: NonNullable<RecordsNeeds["standby"]>): void {
    for (const label of ORIGINS) {
      new Route53Record(this, `${label}-${region}`, {
        zoneId: zone.id,
        name: `${label}.${zone.name}`,
        type: "A",
        alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: true },
        setIdentifier: `secondary-${region}`,
        failoverRoutingPolicy: { type: "SECONDARY" },
      });
    }
  }
}
