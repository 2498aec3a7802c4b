import { FailoverRecord } from "@modules/aws/edge/failover-record";
import { HealthCheck } from "@modules/aws/edge/health-check";
import type { IHostedZone } from "@modules/aws/edge/hosted-zone";
import type { IApplicationLoadBalancer } from "@modules/aws/network/application-load-balancer";
import type { Construct } from "constructs";
import type { FreeagenticsEnvironment } from "../../environments/freeagentics/environment";
import { EnvironmentStack } from "../environment-stack";

export interface RecordsNeeds {
  readonly zone: IHostedZone;
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Answers while the primary region does not. @default nothing does */
  readonly standby?: { readonly region: string; readonly loadBalancer: IApplicationLoadBalancer };
}

/** The name of the load balancers, which fails over to the standby where there is one. */
export class RecordsStack extends EnvironmentStack<FreeagenticsEnvironment> {
  constructor(scope: Construct, environment: FreeagenticsEnvironment, { zone, loadBalancer, standby }: RecordsNeeds) {
    super(scope, environment, "records");
    const healthCheck = new HealthCheck(this, "primary-region", {
      name: this.named("freeagentics-primary"),
      host: loadBalancer.dnsName,
      // Half a minute to notice: a region's loss is to be seen within five.
      intervalSeconds: 10,
    });
    const name = `origin.${zone.name}`;
    new FailoverRecord(this, "origin", { zone, name, region: this.region, target: loadBalancer, healthCheck });
    if (standby) {
      const { region, loadBalancer: target } = standby;
      new FailoverRecord(this, `origin-${region}`, { zone, name, region, target });
    }
  }
}
