import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { setAccount } from "@modules/aws/account";
import { type AclRule, EPHEMERAL_PORTS, NetworkAcl } from "@modules/aws/network/network-acl";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Check } from "@modules/checks/checks/check";
import { faultsOf } from "@modules/testing/faults";
import type { TerraformStack } from "cdktf";
import { soundStack } from "../../../support/faults";

/** A shop: a load balancer in public subnets, an API in private ones, and a database in isolated ones. */
export interface Shop {
  readonly stack: TerraformStack;
  readonly vpc: Vpc;
  readonly balancer: Lb;
  readonly groups: { readonly balancer: SecurityGroup; readonly api: SecurityGroup; readonly data: SecurityGroup };
}

/** Rules of the database's ACL that allow the VPC. */
export const INSIDE: Readonly<Record<string, AclRule>> = { vpc: { number: 100, cidr: "10.0.0.0/16" } };
/** Rules that allow only replies to clients. */
export const REPLIES: Readonly<Record<string, AclRule>> = {
  replies: { number: 100, cidr: "10.0.0.0/16", tcpPorts: EPHEMERAL_PORTS },
};

interface ShopProps {
  /** Rules of the network ACL of the database. @default ingress from and egress to the VPC */
  readonly acl?: { readonly ingress: typeof INSIDE; readonly egress: typeof INSIDE };
  /** Allow the API to connect to the database. @default true */
  readonly admitApi?: boolean;
  /** Adds to the shop. */
  readonly add?: (shop: Shop) => void;
}

/** The faults that one check finds in a shop. */
export function faultsInShop(check: Check, props: ShopProps = {}): string[] {
  return faultsOf((app) => addShop(soundStack(app), props), { checks: [check] });
}

function addShop(stack: TerraformStack, props: ShopProps): void {
  const { acl = { ingress: INSIDE, egress: INSIDE }, admitApi = true, add = () => {} } = props;
  setAccount(stack, { id: "111122223333", region: "us-east-1" });
  const vpc = new Vpc(stack, "vpc", {
    name: "shop",
    cidr: "10.0.0.0/16",
    subnets: {
      public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24" } },
      private: { tier: "private", cidrs: { "us-east-1a": "10.0.2.0/24" } },
      database: { tier: "isolated", cidrs: { "us-east-1a": "10.0.3.0/24" } },
    },
    natGateways: "single",
  });
  const group = (id: string, port: number, egress?: "everywhere") =>
    new SecurityGroup(stack, `${id}-group`, { name: id, description: id, vpc, ports: { own: port }, egress });
  const groups = { balancer: group("balancer", 443), api: group("api", 8000, "everywhere"), data: group("data", 5432) };
  groups.balancer.connections.allowFromCidr("0.0.0.0/0", "own", "Anyone");
  if (admitApi) {
    groups.data.connections.allowFrom(groups.api, "own");
  }
  new NetworkAcl(stack, "acl", { name: "database", vpc, subnetGroups: ["database"], ...acl });
  const balancer = new Lb(stack, "balancer", {
    subnets: vpc.subnetIds("public"),
    securityGroups: [groups.balancer.id],
  });
  new Instance(stack, "api", { subnetId: vpc.subnetIds("private")[0]!, vpcSecurityGroupIds: [groups.api.id] });
  const subnetGroup = new DbSubnetGroup(stack, "subnet-group", { subnetIds: vpc.subnetIds("database") });
  new DbInstance(stack, "database", {
    engine: "postgres",
    instanceClass: "db.t3.micro",
    dbSubnetGroupName: subnetGroup.name,
    vpcSecurityGroupIds: [groups.data.id],
  });
  add({ stack, vpc, balancer, groups });
}
