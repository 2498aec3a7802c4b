import { Route53Record, type Route53RecordConfig } from "@cdktf/provider-aws/lib/route53-record";
import { Construct, type IConstruct } from "constructs";
import type { IHostedZone } from "./hosted-zone";
import { checkInZone } from "./zone-name";

/** A load balancer or distribution that alias records point to. */
export interface IAliasTarget extends IConstruct {
  readonly dnsName: string;

  /** Id of the hosted zone of `dnsName`. */
  readonly zoneId: string;
}

export interface AliasRecordsProps {
  readonly zone: IHostedZone;

  /** Fully qualified name in the zone, such as `www.example.com`. */
  readonly name: string;

  readonly target: Pick<IAliasTarget, "dnsName" | "zoneId">;

  /** Arguments of both `aws_route53_record` that replace what this module sets. @default none */
  readonly overrides?: Partial<Route53RecordConfig>;
}

/** Alias records of a name, one for IPv4 and one for IPv6. Unlike a CNAME, they are allowed at the zone's own name. */
export class AliasRecords extends Construct {
  constructor(scope: Construct, id: string, props: AliasRecordsProps) {
    super(scope, id);
    const { zone, name, target, overrides } = props;
    checkInZone(this, "name", name, zone);
    for (const type of ["A", "AAAA"]) {
      new Route53Record(this, type.toLowerCase(), {
        zoneId: zone.id,
        name,
        type,
        // Route 53 cannot evaluate the health of a distribution.
        alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false },
        ...overrides,
      });
    }
  }
}
