import { Route53Record, type Route53RecordConfig } from "@cdktf/provider-aws/lib/route53-record";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IHostedZone } from "./hosted-zone";

export interface WeightedHost {
  readonly host: string;

  /** Share of the answers relative to the other hosts, 0 to 255. @default 1 */
  readonly weight?: number;
}

export interface WeightedRecordsProps {
  readonly zone: IHostedZone;

  /** Fully qualified name below the zone's own name, which itself cannot be a CNAME. */
  readonly name: string;

  /** Hosts by a name that never changes, because it identifies the record. */
  readonly hosts: Readonly<Record<string, WeightedHost>>;

  /** Time that resolvers cache an answer. A client that resolves the name rarely stays with one host. @default 30 */
  readonly ttlSeconds?: number;

  /** Arguments of every `aws_route53_record` that replace what this module sets. @default none */
  readonly overrides?: Partial<Route53RecordConfig>;
}

/**
 * Weighted CNAME records: a name whose answers Route 53 distributes over several hosts.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html
 */
export class WeightedRecords extends Construct {
  readonly name: string;

  constructor(scope: Construct, id: string, props: WeightedRecordsProps) {
    super(scope, id);
    const { zone, name, hosts, ttlSeconds = 30, overrides } = props;
    check(this, name.endsWith(`.${zone.name}`), "name", `below the zone ${zone.name}`, name);
    this.name = name;
    for (const [identifier, { host, weight = 1 }] of Object.entries(hosts)) {
      checkWholeNumber(this, `hosts.${identifier}.weight`, weight, 0, 255);
      new Route53Record(this, identifier, {
        zoneId: zone.id,
        name,
        type: "CNAME",
        ttl: ttlSeconds,
        records: [host],
        setIdentifier: identifier,
        weightedRoutingPolicy: { weight },
        ...overrides,
      });
    }
  }
}
