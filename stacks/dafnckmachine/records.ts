import { FailoverRecord } from "@modules/aws/edge/failover-record";
import { HealthCheck } from "@modules/aws/edge/health-check";
import type { IHostedZone } from "@modules/aws/edge/hosted-zone";
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

/** Names of the public load balancers, which fail over to the standby where there is one. */
export class RecordsStack extends EnvironmentStack<DafnckmachineEnvironment> {
  constructor(scope: Construct, environment: DafnckmachineEnvironment, { zone, loadBalancer, standby }: RecordsNeeds) {
    super(scope, environment, "records");
    const healthCheck = new HealthCheck(this, "primary-region", {
      name: this.named("hc-primary-region"),
      host: loadBalancer.dnsName,
    });
    for (const label of ORIGINS) {
      const name = `${label}.${zone.name}`;
      new FailoverRecord(this, label, { zone, name, region: this.region, target: loadBalancer, healthCheck });
      if (standby) {
        const { region, loadBalancer: target } = standby;
        new FailoverRecord(this, `${label}-${region}`, { zone, name, region, target });
      }
    }
  }
}
