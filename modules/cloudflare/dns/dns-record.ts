import { DnsRecord as CloudflareDnsRecord } from "@cdktf/provider-cloudflare/lib/dns-record";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { planIncludes } from "../zone/plan";
import type { IZone } from "../zone/zone";

export interface DnsRecordProps {
  readonly zone: IZone;

  /** Whole name, in lower case: the zone's or one below it. */
  readonly name: string;

  readonly type: "A" | "AAAA" | "CNAME" | "NS";

  /** Address or host name, without a dot at the end: Cloudflare drops it, and each plan would add it again. */
  readonly content: string;

  /** Whether Cloudflare answers in the target's place. @default true; NS records cannot be */
  readonly proxied?: boolean;

  /** 60 to 86400; 30 on the enterprise plan. Nothing where it is proxied. @default 300 */
  readonly ttlSeconds?: number;

  /** Why it is there: at most 100 characters on the free plan, 500 on others. @default none */
  readonly comment?: string;
}

/** A name in a zone; behind Cloudflare unless it is said otherwise. */
export class DnsRecord extends Construct {
  /** Known at synth. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: DnsRecordProps) {
    super(scope, id);
    const { zone, name, type, content, proxied = type !== "NS", ttlSeconds = 300, comment } = props;
    const lies = name === zone.name || name.endsWith(`.${zone.name}`);
    this.check("name", lies && name === name.toLowerCase(), `${zone.name} or a lower-case name below it`, name);
    this.check("content", Token.isUnresolved(content) || !content.endsWith("."), "without a dot at the end", content);
    this.check("proxied", !proxied || type !== "NS", "false for NS", proxied);
    const least = planIncludes(zone.plan, "enterprise") ? 30 : 60;
    const inRange = Number.isInteger(ttlSeconds) && ttlSeconds >= least && ttlSeconds <= 86_400;
    this.check("ttlSeconds", inRange, `a whole number, ${least} to 86400`, ttlSeconds);
    const room = planIncludes(zone.plan, "pro") ? 500 : 100;
    this.check("comment", (comment ?? "").length <= room, `at most ${room} characters`, comment?.length);
    new CloudflareDnsRecord(this, "Default", {
      zoneId: zone.id,
      name,
      type,
      content,
      proxied,
      // 1 is Cloudflare's own choice, the only one there is where it answers itself.
      ttl: proxied ? 1 : ttlSeconds,
      comment,
    });
    this.name = name;
  }

  private check(prop: string, holds: boolean, rule: string, got: unknown): void {
    if (!holds) {
      throw new Error(`${this.node.path}: ${prop} must be ${rule}, got ${got}`);
    }
  }
}
