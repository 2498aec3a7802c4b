import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import type { IZone } from "../zone/zone";
import { DnsRecord } from "./dns-record";

export interface DelegationProps {
  readonly zone: IZone;

  /** Part of the zone that is another authority's. */
  readonly domain: string;

  /** Of that authority: their names, or the four of a Route 53 zone, which are known only later. */
  readonly nameServers: readonly string[];
}

/** Route 53 gives each zone four: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/GetInfoAboutHostedZone.html */
const OF_ROUTE_53 = ["first", "second", "third", "fourth"];

/** Hands a part of a zone to the name servers of another authority. */
export class Delegation extends Construct {
  constructor(scope: Construct, id: string, props: DelegationProps) {
    super(scope, id);
    const { zone, domain, nameServers } = props;
    if (domain === zone.name) {
      throw new Error(`${this.node.path}: domain must lie below ${zone.name}, got the zone itself`);
    }
    for (const [key, content] of Object.entries(serversOf(nameServers))) {
      new DnsRecord(this, key, {
        zone,
        name: domain,
        type: "NS",
        content,
        // As long as its authority's own answer; a wrong one is gone within the hour.
        ttlSeconds: 3600,
        comment: `Delegation of ${domain}`,
      });
    }
  }
}

/** By what tells them apart: their names, or their places in a list that is known only later. */
function serversOf(nameServers: readonly string[]): Record<string, string> {
  return Token.isUnresolved(nameServers)
    ? Object.fromEntries(
        OF_ROUTE_53.map((place, index) => [place, Token.asString(Fn.element([...nameServers], index))]),
      )
    : Object.fromEntries(nameServers.map((server) => [server.replaceAll(".", "-"), server]));
}
