import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct, type IConstruct } from "constructs";
import type { IHealthCheck } from "./health-check";
import type { IHostedZone } from "./hosted-zone";

export interface FailoverRecordProps {
  readonly zone: IHostedZone;

  /** Whole name, in the zone; the records of all regions share it. */
  readonly name: string;

  /** Region that answers here; tells the records of a name apart. */
  readonly region: string;

  /** What answers there. */
  readonly target: IConstruct & { readonly dnsName: string; readonly zoneId: string };

  /** Whether the region answers, which makes it the primary one. @default it is the secondary one, which answers while the primary does not */
  readonly healthCheck?: IHealthCheck;
}

/**
 * One region's answer to a name that fails over. A name that might ever fail
 * over should be one from the start: changing the routing of a record replaces
 * it. Alone, the primary one answers whatever its health.
 */
export class FailoverRecord extends Construct {
  constructor(scope: Construct, id: string, props: FailoverRecordProps) {
    super(scope, id);
    const { zone, name, region, target, healthCheck } = props;
    if (name !== zone.name && !name.endsWith(`.${zone.name}`)) {
      throw new Error(`${this.node.path}: name must lie in the zone ${zone.name}, got ${name}`);
    }
    const role = healthCheck ? "primary" : "secondary";
    new Route53Record(this, "Default", {
      zoneId: zone.id,
      name,
      type: "A",
      alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: true },
      setIdentifier: `${role}-${region}`,
      failoverRoutingPolicy: { type: role.toUpperCase() },
      healthCheckId: healthCheck?.id,
    });
  }
}
