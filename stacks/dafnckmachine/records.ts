import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { IHostedZone } from "@modules/aws/edge/hosted-zone";
import type { IApplicationLoadBalancer } from "@modules/aws/network/application-load-balancer";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../environments/dafnckmachine/environment";
import { EnvironmentStack } from "../environment-stack";

export interface RecordsNeeds {
  readonly zone: IHostedZone;
  readonly loadBalancer: IApplicationLoadBalancer;
}

/**
 * Names of the public load balancer. They are failover records from the start,
 * because changing the routing of a record replaces it; while there is no
 * second region the primary answers whatever its health.
 */
export class RecordsStack extends EnvironmentStack<DafnckmachineEnvironment> {
  constructor(scope: Construct, environment: DafnckmachineEnvironment, { zone, loadBalancer }: RecordsNeeds) {
    super(scope, environment, "records");
    const name = this.named("hc-primary-region");
    // It asks the load balancer itself: the names below would answer from the other region.
    const healthCheck = new Route53HealthCheck(this, "primary-region", {
      referenceName: name,
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
    for (const label of ["origin-api", "origin-app"]) {
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
  }
}
