import { FailoverRecord } from "@modules/aws/dns/failover-record";
import { HealthCheck, type HealthCheckProps } from "@modules/aws/dns/health-check";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { IApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";

export interface RecordsProps {
  readonly zone: IHostedZone;
  /** First labels of the names in the zone, such as `origin`. */
  readonly labels: readonly string[];
  /** Health check of the primary region. The stack adds the environment's suffix to its name. */
  readonly healthCheck: Pick<HealthCheckProps, "name" | "port" | "intervalSeconds">;
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Load balancer that DNS fails over to. @default no failover */
  readonly standby?: Standby;
}

/** Load balancer of a standby. */
export interface Standby {
  readonly region: string;
  readonly loadBalancer: IApplicationLoadBalancer;
}

/** Failover records of the public load balancers. */
export class RecordsStack extends AwsStack {
  /** Health check of the primary region. */
  readonly healthCheck: HealthCheck;

  constructor(scope: Construct, environment: Environment, props: RecordsProps) {
    super(scope, environment, "records");
    const { zone, labels, loadBalancer, standby } = props;
    this.healthCheck = new HealthCheck(this, "primary-region", {
      ...props.healthCheck,
      name: this.named(props.healthCheck.name),
      host: loadBalancer.dnsName,
    });
    for (const label of labels) {
      const name = `${label}.${zone.name}`;
      new FailoverRecord(this, label, {
        zone,
        name,
        region: this.region,
        target: loadBalancer,
        healthCheck: this.healthCheck,
      });
      if (standby) {
        const { region, loadBalancer: target } = standby;
        new FailoverRecord(this, `${label}-${region}`, { zone, name, region, target });
      }
    }
  }
}
