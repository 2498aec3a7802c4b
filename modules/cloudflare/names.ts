/** Limits of names in Cloudflare, by resource type and attribute. */
import { limits, type NameLimits, type NameOptions } from "@modules/core/names";

const domain = (options: NameOptions) =>
  limits(
    1,
    253,
    "characters of a lower-case domain name with labels of at most 63",
    "(\\*\\.)?([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}",
    options,
  );

export const NAMES: Readonly<Record<string, Readonly<Record<string, NameLimits>>>> = {
  cloudflare_dns_record: { name: domain({ scope: "none" }) },
  cloudflare_load_balancer: { name: domain({ scope: "global" }) },
  cloudflare_load_balancer_pool: {
    name: limits(1, 255, "letters, digits, hyphens and underscores", "[A-Za-z0-9_-]*", { scope: "account" }),
  },
  cloudflare_notification_policy: { name: limits(1, 255, "printable characters", "[ -~]*", { scope: "none" }) },
  cloudflare_workers_script: {
    script_name: limits(
      1,
      63,
      "lower-case letters, digits, hyphens and underscores, no hyphen first",
      "[a-z0-9_][a-z0-9_-]*",
      { scope: "account" },
    ),
  },
  cloudflare_zone: { name: domain({ scope: "global" }) },
};
