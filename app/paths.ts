import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import { CLOUDFRONT_LISTS } from "@modules/aws/network/cloudfront-servers";
import type { Networks, PathOptions } from "@modules/checks/checks/path-statements";
import { CLOUDFLARE_IPV4, CLOUDFLARE_IPV6 } from "@modules/cloudflare/addresses";
import type { Platform } from "../stacks/base/platform";

/** Networks outside of the stacks, by the names that the statements of platforms use. */
const NETWORKS: Networks = {
  cloudflare: [...CLOUDFLARE_IPV4, ...CLOUDFLARE_IPV6],
  cloudfront: Object.values(CLOUDFRONT_LISTS),
  "health checkers": HEALTH_CHECKERS,
};

/** The statements of the platforms about who reaches what. */
export function appPaths(platforms: readonly Platform[]): PathOptions {
  const administrators = [...new Set(platforms.flatMap(({ owner }) => owner.adminCidrs))];
  return { statements: platforms.flatMap(({ paths = [] }) => paths), networks: { ...NETWORKS, administrators } };
}
