import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import type { Construct } from "constructs";

export interface ProxySetsProps {
  /** Begins the names of the sets. */
  readonly name: string;
  readonly scope: "CLOUDFRONT" | "REGIONAL";
  readonly cidrs: readonly string[];
}

/** Sets of a proxy's networks, one for each family of addresses it has. @returns their ARNs */
export function addProxySets(construct: Construct, { name, scope, cidrs }: ProxySetsProps): string[] {
  const families = {
    IPV4: cidrs.filter((cidr) => !cidr.includes(":")),
    IPV6: cidrs.filter((cidr) => cidr.includes(":")),
  };
  return Object.entries(families)
    .filter(([, addresses]) => addresses.length > 0)
    .map(([ipAddressVersion, addresses]) => {
      const family = ipAddressVersion.toLowerCase();
      return new Wafv2IpSet(construct, `proxy-${family}`, {
        name: `${name}-proxy-${family}`,
        description: "Networks of the proxy in front",
        scope,
        ipAddressVersion,
        addresses,
      }).arn;
    });
}
