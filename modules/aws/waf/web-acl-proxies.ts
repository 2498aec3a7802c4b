import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import type { Construct } from "constructs";
import type { WebAclScope } from "./web-acl-rules";

interface ProxySetsProps {
  /** Begins the names of the sets. */
  readonly name: string;
  readonly scope: WebAclScope;
  readonly cidrs: readonly string[];
}

/** Adds IP sets of a proxy's networks, one for each address family. @returns the ARNs of the sets */
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
