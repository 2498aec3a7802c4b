import type { CloudflareEnvironment } from "../../base/cloudflare-stack";

/** Domain of the names that visitors know: Cloudflare's zone, or the environment's own where no Cloudflare is before it. */
export function publicDomain({ cloudflare, domain }: CloudflareEnvironment): string {
  return cloudflare?.zone ?? domain;
}

/** Is the name of that zone? */
export function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
