import type { Plan } from "@modules/cloudflare/zone/plan";
import { Zone } from "@modules/cloudflare/zone/zone";
import type { TerraformStack } from "cdktf";

/** Account id from Cloudflare's documentation. */
export const ACCOUNT = "023e105f4ecef8ad9ca31a8372d0c353";

export function exampleZone(stack: TerraformStack, plan: Plan = "business"): Zone {
  return new Zone(stack, "zone", { domain: "example.com", accountId: ACCOUNT, plan });
}
