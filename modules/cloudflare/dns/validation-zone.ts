import { DnsRecord } from "@cdktf/provider-cloudflare/lib/dns-record";
import type { Construct } from "constructs";
import type { IZone } from "../zone/zone";

interface ValidationRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** A zone for the DNS records that validate certificates of other clouds, such as `Certificate` of AWS. */
export interface ValidationZone {
  readonly name: string;
  addValidationRecord(scope: Construct, id: string, record: ValidationRecord): string;
}

/**
 * A Cloudflare zone as validation zone. The certificate's stack creates the records, so it needs the Cloudflare
 * provider.
 */
export function validationZone(zone: IZone): ValidationZone {
  return {
    name: zone.name,
    addValidationRecord(scope, id, { name, type, value }) {
      return new DnsRecord(scope, id, {
        zoneId: zone.id,
        name,
        type,
        content: value,
        // The certificate authority must read the record's content, which a proxied record hides.
        proxied: false,
        ttl: 300,
        comment: "Proves the name to a certificate authority",
      }).name;
    },
  };
}
