import { DnsRecord } from "@cdktf/provider-cloudflare/lib/dns-record";
import type { Construct } from "constructs";
import type { IZone } from "../zone/zone";

interface ValidationRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** A zone where certificates of other clouds prove its names, such as `Certificate` of AWS. */
export interface ValidationZone {
  readonly name: string;
  addValidationRecord(scope: Construct, id: string, record: ValidationRecord): string;
}

/** The records are in the stack of the certificate, which needs a provider of Cloudflare, too. */
export function validationZone(zone: IZone): ValidationZone {
  return {
    name: zone.name,
    addValidationRecord(scope, id, { name, type, value }) {
      return new DnsRecord(scope, id, {
        zoneId: zone.id,
        name,
        type,
        content: value,
        // Who asks wants the record, not Cloudflare's answer in its place.
        proxied: false,
        ttl: 300,
        comment: "Proves the name to a certificate authority",
      }).name;
    },
  };
}
