import { Ec2ManagedPrefixList, type Ec2ManagedPrefixListConfig } from "@cdktf/provider-aws/lib/ec2-managed-prefix-list";
import { check, checkLength } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { checkName } from "../check-name";

export interface IPrefixList extends IConstruct {
  /** Ids of its lists by address family; a family without networks has no list. */
  readonly ids: Readonly<Partial<Record<Family, string>>>;
}

type Family = "ipv4" | "ipv6";

export interface PrefixListProps {
  /**
   * Prefix of the lists' names, to which `-ipv4` or `-ipv6` is added: 1 to 250 printable ASCII characters, not
   * beginning with `com.amazonaws`.
   */
  readonly name: string;

  /**
   * CIDR blocks, IPv4 and IPv6, at least one. Each counts as one rule against the
   * quota of every security group that refers to the list.
   */
  readonly cidrs: readonly string[];

  /** Arguments of every `aws_ec2_managed_prefix_list` that replace what this module sets. @default none */
  readonly overrides?: Partial<Ec2ManagedPrefixListConfig>;
}

/**
 * A set of networks for security group rules, so that a new network is added in one place. A managed prefix list can
 * contain only one address family, so networks of both families need two lists.
 * https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html
 */
export class PrefixList extends Construct implements IPrefixList {
  readonly ids: Readonly<Partial<Record<Family, string>>>;

  constructor(scope: Construct, id: string, props: PrefixListProps) {
    super(scope, id);
    this.check(props);
    this.ids = {
      ...this.addList("ipv4", props),
      ...this.addList("ipv6", props),
    };
  }

  private addList(family: Family, { name, cidrs, overrides }: PrefixListProps): Partial<Record<Family, string>> {
    const own = cidrs.filter((cidr) => familyOf(cidr) === family);
    if (own.length === 0) {
      return {};
    }
    const list = new Ec2ManagedPrefixList(this, family, {
      name: `${name}-${family}`,
      addressFamily: family === "ipv4" ? "IPv4" : "IPv6",
      // The maximum, not the number of entries, counts in the quota of every group that refers to the list.
      maxEntries: own.length,
      entry: own.map((cidr) => ({ cidr })),
      ...overrides,
    });
    return { [family]: list.id };
  }

  private check({ name, cidrs }: PrefixListProps): void {
    checkName(this, "aws_ec2_managed_prefix_list", `${name}-ipv4`);
    checkLength(this, "cidrs", cidrs, 1);
    for (const cidr of cidrs) {
      check(this, familyOf(cidr) !== undefined, "cidrs", "networks such as 203.0.113.0/24 or 2001:db8::/32", cidr);
      check(this, cidrs.indexOf(cidr) === cidrs.lastIndexOf(cidr), "cidrs", "unique", `${cidr} twice`);
    }
  }
}

function familyOf(cidr: string): Family | undefined {
  if (/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/.test(cidr)) {
    return "ipv4";
  }
  return /^[0-9a-f:]*:[0-9a-f:]*\/\d{1,3}$/.test(cidr) ? "ipv6" : undefined;
}
