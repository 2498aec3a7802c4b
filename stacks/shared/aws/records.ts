import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import type { IAliasTarget } from "@modules/aws/dns/alias-records";
import { CalculatedHealthCheck } from "@modules/aws/dns/calculated-health-check";
import { FailoverRecord } from "@modules/aws/dns/failover-record";
import { HealthCheck, type HealthCheckProps, type IHealthCheck } from "@modules/aws/dns/health-check";
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
  /**
   * Services that must also be healthy for the region to be healthy, by a name of at most six characters.
   * @default none: only the load balancer's default target group is checked
   */
  readonly services?: Readonly<Record<string, CheckedService>>;
  readonly loadBalancer: IApplicationLoadBalancer;
  /**
   * Load balancers of additional names in the primary region, by first label. They fail over like `labels`. @default {}
   */
  readonly others?: Readonly<Record<string, IAliasTarget>>;
  /** Load balancer that DNS fails over to. @default none: names do not fail over */
  readonly standby?: Standby;
}

/** A service behind the load balancer, selected by the host name of a request. */
interface CheckedService {
  /** Host name in the zone. Its record points to the primary region even after a failover. */
  readonly host: string;
  readonly path: string;
}

/** Load balancer of a standby. */
export interface Standby {
  readonly region: string;
  readonly loadBalancer: IApplicationLoadBalancer;
}

/**
 * Failover records of the public load balancers. Only the health check determines the failover: it sends requests to
 * the primary region's servers from outside, like clients. Names return to the primary region as soon as it is healthy
 * again.
 */
export class RecordsStack extends AwsStack {
  /** Health check of the primary region. */
  readonly healthCheck: IHealthCheck;

  constructor(scope: Construct, environment: Environment, props: RecordsProps) {
    super(scope, environment, "records");
    const { zone, labels, loadBalancer, others = {}, standby } = props;
    this.healthCheck = this.addHealthCheck(props);
    const targets = { ...Object.fromEntries(labels.map((label) => [label, loadBalancer])), ...others };
    for (const [label, target] of Object.entries(targets)) {
      const name = `${label}.${zone.name}`;
      new FailoverRecord(this, label, {
        zone,
        name,
        region: this.region,
        target,
        healthCheck: this.healthCheck,
      });
      if (standby) {
        const { region } = standby;
        new FailoverRecord(this, `${label}-${region}`, { zone, name, region, target: standby.loadBalancer });
      }
    }
  }

  private addHealthCheck({ zone, healthCheck, services = {}, loadBalancer }: RecordsProps): IHealthCheck {
    const name = this.named(healthCheck.name);
    const entries = Object.entries(services);
    const web = new HealthCheck(this, "primary-region", {
      ...healthCheck,
      name: entries.length > 0 ? `web-${name}` : name,
      host: loadBalancer.dnsName,
    });
    if (entries.length === 0) {
      return web;
    }
    const others = entries.map(([service, { host, path }]) => {
      new Route53Record(this, `${service}-record`, {
        zoneId: zone.id,
        name: host,
        type: "A",
        alias: { name: loadBalancer.dnsName, zoneId: loadBalancer.zoneId, evaluateTargetHealth: false },
      });
      return new HealthCheck(this, service, { ...healthCheck, name: `${service}-${name}`, host, path });
    });
    return new CalculatedHealthCheck(this, "region", { name, healthChecks: [web, ...others] });
  }
}
