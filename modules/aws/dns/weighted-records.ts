import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { IHostedZone } from "./hosted-zone";

export interface WeightedHost {
  readonly host: string;
  /** Share of the answers, 0 to 255, against the sum of all. @default 1 */
  readonly weight?: number;
}

export interface WeightedRecordsProps {
  readonly zone: IHostedZone;

  /** Whole name, in the zone. */
  readonly name: string;

  /** What answers, by a name for each that stays. */
  readonly hosts: Readonly<Record<string, WeightedHost>>;

  /** How long an answer is kept; a client that asks seldom stays with one host. @default 30 */
  readonly ttlSeconds?: number;
}

/** A name that spreads its clients over several hosts, each time they ask. */
export class WeightedRecords extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: WeightedRecordsProps) {
    super(scope, id);
    const { zone, name, hosts, ttlSeconds = 30 } = props;
    if (!name.endsWith(`.${zone.name}`)) {
      throw new Error(`${this.node.path}: name must lie in the zone ${zone.name}, got ${name}`);
    }
    this.name = name;
    for (const [identifier, { host, weight = 1 }] of Object.entries(hosts)) {
      if (!Number.isInteger(weight) || weight < 0 || weight > 255) {
        throw new Error(
          `${this.node.path}: weight of ${identifier} must be a whole number from 0 to 255, got ${weight}`,
        );
      }
      new Route53Record(this, identifier, {
        zoneId: zone.id,
        name,
        type: "CNAME",
        ttl: ttlSeconds,
        records: [host],
        setIdentifier: identifier,
        weightedRoutingPolicy: { weight },
      });
    }
  }
}
