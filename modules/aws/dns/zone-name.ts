import { check } from "@modules/core/checks";
import type { Construct } from "constructs";

/** Fails unless a record's name is the zone's own name or a name below it. */
export function checkInZone(scope: Construct, prop: string, name: string, zone: { readonly name: string }): void {
  check(scope, name === zone.name || name.endsWith(`.${zone.name}`), prop, `in the zone ${zone.name}`, name);
}
