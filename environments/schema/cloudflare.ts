/** The part of an environment that is Cloudflare's; a platform adds its own fields. */
import { z } from "zod";
import { domain } from "./fields";

export const cloudflareSchema = z.strictObject({
  /** The owner's. Account that holds the zone. */
  accountId: z
    .string()
    .regex(/^[0-9a-f]{32}$/, { error: "must be the 32 hexadecimal digits of a Cloudflare account id" }),
  /**
   * Domain whose registrar points at Cloudflare's name servers. Cloudflare is its
   * only authority: what stays in Route 53 is a part of it, delegated from here.
   */
  zone: domain,
  /** What the zone has bought: it limits how many rules a phase may hold, and which there are. */
  plan: z.enum(["free", "pro", "business", "enterprise"]),
  /**
   * The owner's. Name servers of parts of the zone that are other environments',
   * as their `dns` stacks print them. The environment's own part is delegated without it.
   */
  delegations: z.record(domain, z.array(domain).min(2, { error: "must name at least two name servers" })).default({}),
});

export type CloudflareSettings = z.infer<typeof cloudflareSchema>;
