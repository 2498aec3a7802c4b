import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct, type IConstruct } from "constructs";
import type { IHostedZone } from "./hosted-zone";

export interface AliasRecordsProps {
  readonly zone: IHostedZone;

  /** Whole name, in the zone. */
  readonly name: string;

  /** What answers, over IPv4 and IPv6. */
  readonly target: IConstruct & { readonly dnsName: string; readonly zoneId: string };
}

/** A name of a distribution, in both families of addresses. */
export class AliasRecords extends Construct {
  constructor(scope: Construct, id: string, props: AliasRecordsProps) {
    super(scope, id);
    const { zone, name, target } = props;
    if (name !== zone.name && !name.endsWith(`.${zone.name}`)) {
      throw new Error(`${this.node.path}: name must lie in the zone ${zone.name}, got ${name}`);
    }
    for (const type of ["A", "AAAA"]) {
      new Route53Record(this, type.toLowerCase(), {
        zoneId: zone.id,
        name,
        type,
        // The health of a distribution cannot be asked.
        alias: { name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false },
      });
    }
  }
}
