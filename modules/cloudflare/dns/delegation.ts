import { check } from "@modules/core/checks";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { IZone } from "../zone/zone";
import { DnsRecord, type DnsRecordProps } from "./dns-record";

export interface DelegationProps {
  readonly zone: IZone;

  /** Name below the zone that other name servers answer for. */
  readonly domain: string;

  /** Host names of the zone's name servers. A list token must have four, the number that Route 53 gives a zone. */
  readonly nameServers: readonly string[];

  /** Arguments of each NS record that replace what this module sets. @default none */
  readonly overrides?: DnsRecordProps["overrides"];
}

/** Ids of the records of a list token: Route 53 assigns four servers to a zone, whose names are unknown at synthesis. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/GetInfoAboutHostedZone.html */
const POSITIONS = ["first", "second", "third", "fourth"];

/** NS records that delegate a name below the zone to other name servers. */
export class Delegation extends Construct {
  constructor(scope: Construct, id: string, props: DelegationProps) {
    super(scope, id);
    const { zone, domain, nameServers, overrides } = props;
    check(this, domain.endsWith(`.${zone.name}`), "domain", `below ${zone.name}`, domain);
    for (const [key, content] of Object.entries(keyedServers(nameServers))) {
      new DnsRecord(this, key, {
        zone,
        name: domain,
        type: "NS",
        content,
        // Resolvers forget a wrong server within the hour.
        ttlSeconds: 3600,
        comment: `Delegation of ${domain}`,
        overrides,
      });
    }
  }
}

/** Servers keyed by host name, or by position in a list token. */
function keyedServers(nameServers: readonly string[]): Record<string, string> {
  return Token.isUnresolved(nameServers)
    ? Object.fromEntries(
        POSITIONS.map((position, index) => [position, Token.asString(Fn.element([...nameServers], index))]),
      )
    : Object.fromEntries(nameServers.map((server) => [server.replaceAll(".", "-"), server]));
}
