import { Route53Record, type Route53RecordConfig } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { IAliasTarget } from "./alias-records";
import type { IHealthCheck } from "./health-check";
import type { IHostedZone } from "./hosted-zone";
import { checkInZone } from "./zone-name";

export interface FailoverRecordProps {
  readonly zone: IHostedZone;

  /** Fully qualified name in the zone; the primary and the secondary record share it. */
  readonly name: string;

  /** Region of the target. It is part of the identifier that distinguishes the two records. */
  readonly region: string;

  /** Load balancer in the region. */
  readonly target: Pick<IAliasTarget, "dnsName" | "zoneId">;

  /**
   * Health check of the region; a record with a health check is the primary. Route 53 returns the secondary record only
   * while this health check fails.
   * @default none: the record is the secondary
   */
  readonly healthCheck?: IHealthCheck;

  /** Arguments of the `aws_route53_record` that replace what this module sets. @default none */
  readonly overrides?: Partial<Route53RecordConfig>;
}

/**
 * One of the two records of a name that fails over between regions. Route 53 always returns a primary record that has
 * no secondary, even while it is unhealthy. Use this module from the start for a name that may fail over later, because
 * Terraform replaces a record whose routing policy changes.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-failover.html
 */
export class FailoverRecord extends Construct {
  constructor(scope: Construct, id: string, props: FailoverRecordProps) {
    super(scope, id);
    const { zone, name, region, target, healthCheck, overrides } = props;
    checkInZone(this, "name", name, zone);
    const role = healthCheck ? "primary" : "secondary";
    new Route53Record(this, "Default", {
      zoneId: zone.id,
      name,
      type: "A",
      // Route 53 reports a load balancer as unhealthy as soon as one of its target groups has no healthy target. So a
      // single broken service would move all names to the standby, or keep them at a region that is lost.
      alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false },
      setIdentifier: `${role}-${region}`,
      failoverRoutingPolicy: { type: role.toUpperCase() },
      healthCheckId: healthCheck?.id,
      ...overrides,
    });
  }
}
