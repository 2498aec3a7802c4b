import { Ec2ManagedPrefixList } from "@cdktf/provider-aws/lib/ec2-managed-prefix-list";
import { Construct, type IConstruct } from "constructs";
import { NAMES } from "../names";

export interface IPrefixList extends IConstruct {
  /** Of the list of each family of addresses that it has. */
  readonly ids: Readonly<Partial<Record<Family, string>>>;
}

type Family = "ipv4" | "ipv6";

export interface PrefixListProps {
  /** 1 to 255 characters, not beginning with `com.amazonaws`; the list of a family adds its own. */
  readonly name: string;

  /**
   * Networks, IPv4 and IPv6, at least one. Each counts as one rule against the
   * quota of every security group that names the list.
   */
  readonly cidrs: readonly string[];
}

/**
 * Networks that rules name together, so that a new one is added in one place. A
 * list of AWS's holds one family of addresses, so this is one or two of them.
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

  private addList(family: Family, { name, cidrs }: PrefixListProps): Partial<Record<Family, string>> {
    const own = cidrs.filter((cidr) => familyOf(cidr) === family);
    if (own.length === 0) {
      return {};
    }
    const list = new Ec2ManagedPrefixList(this, family, {
      name: `${name}-${family}`,
      addressFamily: family === "ipv4" ? "IPv4" : "IPv6",
      // Room for more would count against the quota of every group that names the list.
      maxEntries: own.length,
      entry: own.map((cidr) => ({ cidr })),
    });
    return { [family]: list.id };
  }

  private check({ name, cidrs }: PrefixListProps): void {
    const fail = (rule: string) => {
      throw new Error(`${this.node.path}: ${rule}`);
    };
    const { pattern, rule } = NAMES.aws_ec2_managed_prefix_list!.name!;
    if (!pattern.test(`${name}-ipv4`)) {
      fail(`name must be ${rule}, with -ipv4 at its end, got ${name}`);
    }
    if (cidrs.length === 0) {
      fail("cidrs must be at least one, got none");
    }
    for (const cidr of cidrs) {
      if (!familyOf(cidr)) {
        fail(`cidrs must be networks such as 203.0.113.0/24 or 2001:db8::/32, got ${cidr}`);
      }
      if (cidrs.indexOf(cidr) !== cidrs.lastIndexOf(cidr)) {
        fail(`cidrs must be there once each, got ${cidr} again`);
      }
    }
  }
}

function familyOf(cidr: string): Family | undefined {
  if (/^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/.test(cidr)) {
    return "ipv4";
  }
  return /^[0-9a-f:]*:[0-9a-f:]*\/\d{1,3}$/.test(cidr) ? "ipv6" : undefined;
}
