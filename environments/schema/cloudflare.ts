/** Settings of an environment with a Cloudflare zone; a platform adds its own fields. */
import { z } from "zod";
import { delegations, domain } from "./fields";

export const cloudflareSchema = z.strictObject({
  /** The owner's account that holds the zone. */
  accountId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, { error: "must be the 32 hexadecimal digits of a Cloudflare account id" }),
  /**
   * Domain whose registrar names Cloudflare's name servers. Cloudflare is authoritative for all of it, so every part
   * that Route 53 serves is delegated from this zone.
   */
  zone: domain,
  /** Plan of the zone; it decides which rules exist and how many a phase holds. */
  plan: z.enum(["free", "pro", "business", "enterprise"]),
  /** Parts of the zone that other environments serve. The zone's stack delegates the environment's own `domain` itself. */
  delegations,
});

export type CloudflareSettings = z.infer<typeof cloudflareSchema>;
