import type { CloudflareEnvironment } from "./cloudflare-stack";

/** Domain of the names that visitors know: Cloudflare's zone, or the environment's own where no Cloudflare is before it. */
export function publicDomain({ cloudflare, domain }: CloudflareEnvironment): string {
  return cloudflare?.zone ?? domain;
}
