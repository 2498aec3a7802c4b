/** Settings of an environment with a Cloudflare zone; a platform adds its own fields. */
import { z } from "zod";
import { delegations, domain } from "./fields";

export const cloudflareSchema = z.strictObject({
  /** Id of the owner's account that has the zone. */
  accountId: z.string().regex(/^[0-9a-f]{32}$/, {
    error: "must be the 32 hexadecimal digits of a Cloudflare account id; the URL of the dashboard has them",
  }),
  /**
   * Domain whose registrar delegates to Cloudflare's name servers. Cloudflare is authoritative for the whole domain, so
   * this zone must delegate every subdomain that Route 53 serves.
   */
  zone: domain,
  /** Plan of the zone, which determines the kinds of rules and how many a phase may have. */
  plan: z.enum(["free", "pro", "business", "enterprise"]),
  /**
   * Subdomains that other environments serve. Do not list the environment's own `domain`, which the zone's stack
   * delegates automatically.
   */
  delegations,
});

export type CloudflareSettings = z.infer<typeof cloudflareSchema>;
