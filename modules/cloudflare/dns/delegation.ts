import { check } from "@modules/core/checks";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { IZone } from "../zone/zone";
import { DnsRecord, type DnsRecordProps } from "./dns-record";

export interface DelegationProps {
  readonly zone: IZone;

  /** Domain below the zone that the other name servers are authoritative for. */
  readonly domain: string;

  /** Host names of the other name servers. A list token must have four, the number that Route 53 assigns to a zone. */
  readonly nameServers: readonly string[];

  /** Arguments of each NS record that replace what this module sets. @default none */
  readonly overrides?: DnsRecordProps["overrides"];
}

/**
 * Ids of the records of a list token, whose names are unknown at synthesis. Route 53 assigns four name servers to a
 * zone:
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/GetInfoAboutHostedZone.html
 */
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
        // Resolvers cache a wrong name server for an hour at most.
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
