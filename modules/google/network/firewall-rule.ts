import { ComputeFirewall, type ComputeFirewallConfig } from "@cdktf/provider-google/lib/compute-firewall";
import { check, checkLength } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IServiceAccount } from "../security/service-account";
import type { IVpc } from "./vpc";

export interface FirewallRuleProps {
  /** Name of the rule: 1 to 63 lower-case letters, digits and inner hyphens, beginning with a letter. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Purpose of the rule. */
  readonly description: string;

  /** Ports or ranges of ports, such as `443` or `"8000-8010"`, at least one. */
  readonly ports: readonly (number | string)[];

  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";

  /** Sources: CIDR blocks, tagged instances, instances of service accounts, or `"internet"` for the ports 80 and 443. */
  readonly from: "internet" | FirewallPeers;

  /** Targets: tagged instances or instances of service accounts. */
  readonly to: Omit<FirewallPeers, "cidrs">;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeFirewallConfig>;
}

/** Tags and service accounts exclude each other in a rule. */
export interface FirewallPeers {
  readonly cidrs?: readonly string[];

  /** Network tags of instances. Everyone who may edit an instance may add a tag to it. */
  readonly tags?: readonly string[];

  readonly serviceAccounts?: readonly IServiceAccount[];
}

/** An ingress firewall rule that allows connections to some instances of a network, and logs each connection. */
export class FirewallRule extends Construct {
  constructor(scope: Construct, id: string, props: FirewallRuleProps) {
    super(scope, id);
    const { name, vpc, description, ports, protocol = "tcp", from, to, overrides } = props;
    const source: FirewallPeers = from === "internet" ? { cidrs: ["0.0.0.0/0"] } : from;
    checkLength(this, "ports", ports, 1);
    this.checkReach(from, ports);
    this.checkPeers(source, to);
    new ComputeFirewall(this, "Default", {
      name,
      network: vpc.id,
      description,
      direction: "INGRESS",
      priority: 1000,
      allow: [{ protocol, ports: ports.map(String) }],
      sourceRanges: list(source.cidrs),
      sourceTags: list(source.tags),
      sourceServiceAccounts: emails(source),
      targetTags: list(to.tags),
      targetServiceAccounts: emails(to),
      logConfig: { metadata: "INCLUDE_ALL_METADATA" },
      ...overrides,
    });
  }

  private checkReach(from: FirewallRuleProps["from"], ports: FirewallRuleProps["ports"]): void {
    if (from === "internet") {
      const closed = ports.find((port) => ![80, 443].includes(Number(port)));
      check(this, closed === undefined, "ports", "80 and 443 from the internet", closed);
      return;
    }
    const world = from.cidrs?.find((cidr) => cidr.endsWith("/0"));
    check(this, world === undefined, "from", '"internet" to allow every address', world);
  }

  private checkPeers(from: FirewallPeers, to: FirewallPeers): void {
    const named = from.cidrs?.length || from.tags?.length || from.serviceAccounts?.length;
    check(this, !!named, "from", "CIDR blocks, tags or service accounts", "none");
    check(this, !!(to.tags?.length || to.serviceAccounts?.length), "to", "tags or service accounts", "none");
    // https://cloud.google.com/firewall/docs/firewalls#service-accounts-vs-tags
    const tags = from.tags?.length || to.tags?.length;
    const accounts = from.serviceAccounts?.length || to.serviceAccounts?.length;
    check(this, !(tags && accounts), "from and to", "both tags or both service accounts", "tags and service accounts");
  }
}

/** Google refuses an empty list. */
function list(texts: readonly string[] = []): string[] | undefined {
  return texts.length > 0 ? [...texts] : undefined;
}

function emails({ serviceAccounts }: FirewallPeers): string[] | undefined {
  return list(serviceAccounts?.map(({ email }) => email));
}
