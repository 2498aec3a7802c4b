import { ComputeFirewall } from "@cdktf/provider-google/lib/compute-firewall";
import { Construct } from "constructs";
import type { IServiceAccount } from "../security/service-account";
import type { IVpc } from "./vpc";

export interface FirewallRuleProps {
  readonly name: string;

  readonly vpc: IVpc;

  /** What the rule is for. */
  readonly description: string;

  /** Ports or ranges of ports, such as `443` or `"8000-8010"`. */
  readonly ports: readonly (number | string)[];

  /** @default "tcp" */
  readonly protocol?: "tcp" | "udp";

  /** Who may call: blocks, instances with a tag, instances of a service account, or `"internet"` for ports 80 and 443. */
  readonly from: "internet" | FirewallPeers;

  /** Who is called; tags or service accounts. */
  readonly to: Omit<FirewallPeers, "cidrs">;
}

export interface FirewallPeers {
  readonly cidrs?: readonly string[];
  /** Network tags of instances. Anyone who may change an instance may give it one. */
  readonly tags?: readonly string[];
  readonly serviceAccounts?: readonly IServiceAccount[];
}

/** Lets calls in to some instances of a network, and logs each. */
export class FirewallRule extends Construct {
  constructor(scope: Construct, id: string, props: FirewallRuleProps) {
    super(scope, id);
    const { name, vpc, description, ports, protocol = "tcp", from, to } = props;
    const source: FirewallPeers = from === "internet" ? { cidrs: ["0.0.0.0/0"] } : from;
    this.check(from, source, to, ports);
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
    });
  }

  private check(
    from: FirewallRuleProps["from"],
    source: FirewallPeers,
    to: FirewallRuleProps["to"],
    ports: FirewallRuleProps["ports"],
  ): void {
    const fail = (rule: string, got: unknown) => {
      throw new Error(`${this.node.path}: ${rule}, got ${got}`);
    };
    if (ports.length === 0) {
      fail("ports must name at least one port", "none");
    }
    const closed = ports.find((port) => ![80, 443].includes(Number(port)));
    if (from === "internet" && closed !== undefined) {
      fail("ports must be 80 and 443 from the internet", closed);
    }
    const world = source.cidrs?.find((cidr) => cidr.endsWith("/0"));
    if (from !== "internet" && world !== undefined) {
      fail('from must be "internet" to let everyone in', world);
    }
    if (!source.cidrs?.length && !source.tags?.length && !source.serviceAccounts?.length) {
      fail("from must name blocks, tags or service accounts", "none");
    }
    if (!to.tags?.length && !to.serviceAccounts?.length) {
      fail("to must name tags or service accounts", "none");
    }
    // https://cloud.google.com/firewall/docs/firewalls#best_practices_when_configuring_firewall_rules
    const tags = source.tags?.length || to.tags?.length;
    if (tags && (source.serviceAccounts?.length || to.serviceAccounts?.length)) {
      fail("from and to must both be tags or both service accounts", "tags and service accounts");
    }
  }
}

/** Google takes no empty list. */
function list(texts: readonly string[] = []): string[] | undefined {
  return texts.length > 0 ? [...texts] : undefined;
}

function emails({ serviceAccounts }: FirewallPeers): string[] | undefined {
  return list(serviceAccounts?.map(({ email }) => email));
}
