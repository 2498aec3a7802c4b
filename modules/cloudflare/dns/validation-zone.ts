import { DnsRecord } from "@cdktf/provider-cloudflare/lib/dns-record";
import type { Construct } from "constructs";
import type { IZone } from "../zone/zone";

interface ValidationRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** A zone that takes the DNS records by which certificates of other clouds are validated, such as `Certificate` of AWS. */
export interface ValidationZone {
  readonly name: string;
  addValidationRecord(scope: Construct, id: string, record: ValidationRecord): string;
}

/** A Cloudflare zone as validation zone. The certificate's stack makes the records, so it needs the Cloudflare provider. */
export function validationZone(zone: IZone): ValidationZone {
  return {
    name: zone.name,
    addValidationRecord(scope, id, { name, type, value }) {
      return new DnsRecord(scope, id, {
        zoneId: zone.id,
        name,
        type,
        content: value,
        // The certificate authority reads the record itself, and a proxied one would not show it.
        proxied: false,
        ttl: 300,
        comment: "Proves the name to a certificate authority",
      }).name;
    },
  };
}
