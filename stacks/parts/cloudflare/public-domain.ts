import type { CloudflareEnvironment } from "../../base/cloudflare-stack";

/** Domain of the public names: the Cloudflare zone, or the environment's Route 53 zone without Cloudflare. */
export function publicDomain({ cloudflare, domain }: CloudflareEnvironment): string {
  return cloudflare?.zone ?? domain;
}

/** Whether the name is the zone or below it. */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
