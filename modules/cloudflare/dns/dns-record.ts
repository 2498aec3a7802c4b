import { DnsRecord as CloudflareDnsRecord, type DnsRecordConfig } from "@cdktf/provider-cloudflare/lib/dns-record";
import { check, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import { planIncludes } from "../zone/plan";
import type { IZone } from "../zone/zone";

export interface DnsRecordProps {
  readonly zone: IZone;

  /** Full name in lower case: the zone's own name or a name below it. */
  readonly name: string;

  readonly type: "A" | "AAAA" | "CNAME" | "NS";

  /** IP address or host name, without a trailing dot. */
  readonly content: string;

  /**
   * Send requests through Cloudflare, which answers with its own addresses. NS records cannot be proxied.
   * @default true; false for NS records
   */
  readonly proxied?: boolean;

  /**
   * Time that resolvers cache the record when it is not proxied: 60 to 86400, or 30 to 86400 on the enterprise plan.
   * @default 300
   */
  readonly ttlSeconds?: number;

  /** Purpose of the record: at most 100 characters on the free plan, 500 on other plans. @default none */
  readonly comment?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<DnsRecordConfig>;
}

/** A DNS record, proxied by Cloudflare by default. https://developers.cloudflare.com/dns/proxy-status/ */
export class DnsRecord extends Construct {
  /** Full name, known at synthesis. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: DnsRecordProps) {
    super(scope, id);
    const { zone, name, type, content, proxied = type !== "NS", ttlSeconds = 300, comment, overrides } = props;
    const inZone = name === zone.name || name.endsWith(`.${zone.name}`);
    check(this, inZone && name === name.toLowerCase(), "name", `${zone.name} or a lower-case name below it`, name);
    check(this, !content.endsWith("."), "content", "without a dot at the end", content);
    check(this, !proxied || type !== "NS", "proxied", "false for NS", proxied);
    checkWholeNumber(this, "ttlSeconds", ttlSeconds, planIncludes(zone.plan, "enterprise") ? 30 : 60, 86_400);
    const maxLength = planIncludes(zone.plan, "pro") ? 500 : 100;
    check(this, (comment ?? "").length <= maxLength, "comment", `at most ${maxLength} characters`, comment?.length);
    new CloudflareDnsRecord(this, "Default", {
      zoneId: zone.id,
      name,
      type,
      content,
      proxied,
      // Proxied records have the automatic TTL, which the API writes as 1.
      ttl: proxied ? 1 : ttlSeconds,
      comment,
      ...overrides,
    });
    this.name = name;
  }
}
