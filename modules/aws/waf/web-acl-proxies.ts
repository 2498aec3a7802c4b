import { Wafv2IpSet } from "@cdktf/provider-aws/lib/wafv2-ip-set";
import { Wafv2RegexPatternSet } from "@cdktf/provider-aws/lib/wafv2-regex-pattern-set";
import type { Construct } from "constructs";
import type { HeaderMatch, WebAclScope } from "./web-acl-rules";

interface ProxySetsProps {
  /** Prefix of the names of the sets. */
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

/** A header that the proxy in front of the web ACL adds to its requests. */
export interface ProxyHeader {
  /** Name of the header, in lower case. */
  readonly name: string;
  /** Value of the header: letters, digits and hyphens. */
  readonly value: string;
}

/**
 * Adds a pattern set with the value of the header. The value is not in the rules themselves, because Terraform would
 * then hide all rules of the web ACL in plans as sensitive.
 */
export function addHeaderMatch(
  construct: Construct,
  { name, scope, header }: Pick<ProxySetsProps, "name" | "scope"> & { readonly header: ProxyHeader },
): HeaderMatch {
  const { arn } = new Wafv2RegexPatternSet(construct, "proxy-header", {
    name: `${name}-proxy-header`,
    description: "Value of the header that the proxy in front adds",
    scope,
    regularExpression: [{ regexString: `^${header.value}$` }],
  });
  return { header: header.name, arn };
}
