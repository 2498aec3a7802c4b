import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table";
import { Ec2ManagedPrefixList } from "@cdktf/provider-aws/lib/ec2-managed-prefix-list";
import { Ec2ManagedPrefixListEntryA } from "@cdktf/provider-aws/lib/ec2-managed-prefix-list-entry";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Lb } from "@cdktf/provider-aws/lib/lb";
import { MainRouteTableAssociation } from "@cdktf/provider-aws/lib/main-route-table-association";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { SecurityGroupRule } from "@cdktf/provider-aws/lib/security-group-rule";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { faultsOf } from "@modules/testing/faults";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn, soundStack } from "../../../support/faults";

const group = (stack: TerraformStack, id: string) => new SecurityGroup(stack, id, { name: id, description: id });

function admit(to: SecurityGroup, id: string, from: Partial<VpcSecurityGroupIngressRuleConfig>): void {
  new VpcSecurityGroupIngressRule(to, id, { securityGroupId: to.id, ipProtocol: "-1", ...from });
}

const database = (stack: TerraformStack, to: SecurityGroup, publiclyAccessible = false) =>
  new DbInstance(stack, "database", { instanceClass: "db.t3.micro", vpcSecurityGroupIds: [to.id], publiclyAccessible });

/** Faults of a database whose security group has an ingress rule. */
function admitting(from: (stack: TerraformStack) => Partial<VpcSecurityGroupIngressRuleConfig>): string[] {
  return faultsIn((stack) => {
    const data = group(stack, "data");
    admit(data, "rule", from(stack));
    database(stack, data);
  });
}

test.each(["0.0.0.0/0", "203.0.113.0/24", "192.168.0.0/15"])("fails when a database admits %s", (cidrIpv4) => {
  expect(admitting(() => ({ cidrIpv4 }))).toEqual([
    `shop/data/rule: must not lead from the internet to shop/database, got ${cidrIpv4}; admit the service that uses it`,
  ]);
});

test.each(["icmpv6", "58", "50", "${var.protocol}"])("fails when a database admits the world with %s", (ipProtocol) => {
  expect(admitting(() => ({ cidrIpv4: "0.0.0.0/0", ipProtocol }))).toContainEqual(
    expect.stringContaining("must not lead from the internet to shop/database, got 0.0.0.0/0"),
  );
});

test.each(["icmpv6", "50"])("counts a group that admits the world with %s as open", (ipProtocol) => {
  const faults = faultsIn((stack) => {
    const web = group(stack, "web");
    admit(web, "world", { cidrIpv4: "0.0.0.0/0", ipProtocol });
    new LaunchTemplate(stack, "hosts", { networkInterfaces: [{ securityGroups: [web.id] }] });
  });

  expect(faults).toEqual([
    expect.stringContaining("shop/hosts: security_groups must not admit all addresses, got shop/web"),
  ]);
});

test("accepts ranges and groups that another stack or tool owns", () => {
  expect(admitting(() => ({ cidrIpv4: "${var.office}" }))).not.toContainEqual(
    expect.stringContaining("from the internet"),
  );
  expect(admitting(() => ({ referencedSecurityGroupId: "sg-0123456789abcdef0" }))).toEqual([]);
});

test("fails when a database admits public IPv6 addresses", () => {
  expect(admitting(() => ({ cidrIpv6: "::/0" }))).toHaveLength(1);
});

test.each(["10.1.0.0/16", "172.16.0.0/12", "100.64.0.0/10"])("accepts a database that admits %s", (cidrIpv4) => {
  expect(admitting(() => ({ cidrIpv4 }))).toEqual([]);
});

test("fails when a database admits what the world may call, and accepts one step more", () => {
  const chain = (direct: boolean) =>
    faultsIn((stack) => {
      const [web, api, data] = [group(stack, "web"), group(stack, "api"), group(stack, "data")];
      admit(web, "world", { cidrIpv4: "0.0.0.0/0" });
      admit(api, "web", { referencedSecurityGroupId: web.id });
      admit(data, "from", { referencedSecurityGroupId: direct ? web.id : api.id });
      database(stack, data);
    });

  expect(chain(true)).toEqual([
    "shop/data/from: must not lead from the internet to shop/database, got shop/web, which admits all addresses; admit the service that uses it",
  ]);
  expect(chain(false)).toEqual([]);
});

const listOf = (stack: TerraformStack, ...cidrs: string[]) =>
  new Ec2ManagedPrefixList(stack, "list", {
    name: "list",
    addressFamily: "IPv4",
    maxEntries: cidrs.length,
    entry: cidrs.map((cidr) => ({ cidr })),
  }).id;

test("fails when a database admits a prefix list with public addresses", () => {
  expect(admitting((stack) => ({ prefixListId: listOf(stack, "10.1.0.0/16", "203.0.113.0/24") }))).toEqual([
    "shop/data/rule: must not lead from the internet to shop/database, got 203.0.113.0/24; admit the service that uses it",
  ]);
  expect(admitting((stack) => ({ prefixListId: listOf(stack, "10.1.0.0/16", "172.16.0.0/12") }))).toEqual([]);
});

test("fails when a database admits a prefix list of AWS", () => {
  expect(admitting(() => ({ prefixListId: "pl-3b927c52" }))).toEqual([expect.stringContaining("got pl-3b927c52")]);
});

test("fails when anything but a load balancer admits a prefix list of AWS, such as CloudFront's", () => {
  const faults = faultsIn((stack) => {
    const cdn = group(stack, "cdn");
    admit(cdn, "list", { prefixListId: "pl-3b927c52" });
    new Lb(stack, "balancer", { securityGroups: [cdn.id] });
    new LaunchTemplate(stack, "hosts", { networkInterfaces: [{ securityGroups: [cdn.id] }] });
  });

  expect(faults).toEqual([
    expect.stringContaining("shop/hosts: security_groups must not admit all addresses, got shop/cdn"),
  ]);
});

test("reads prefix lists in older kinds of rules, and entries as separate resources", () => {
  const faults = faultsIn((stack) => {
    const data = group(stack, "data");
    const list = new Ec2ManagedPrefixList(stack, "list", { name: "list", addressFamily: "IPv4", maxEntries: 1 });
    new Ec2ManagedPrefixListEntryA(stack, "entry", { prefixListId: list.id, cidr: "0.0.0.0/1" });
    const ports = { fromPort: 0, toPort: 0, protocol: "-1", prefixListIds: [list.id] };
    const inline = new SecurityGroup(stack, "inline", { description: "Inline", ingress: [ports] });
    new SecurityGroupRule(stack, "old", { securityGroupId: data.id, type: "ingress", ...ports });
    admit(data, "from", { referencedSecurityGroupId: inline.id });
    database(stack, data);
  });

  expect(faults).toEqual([
    expect.stringContaining("got shop/inline, which admits all addresses"),
    expect.stringContaining("shop/old: must not lead from the internet to shop/database, got 0.0.0.0/1"),
  ]);
});

test("reads older kinds of rules, and treats a half of all addresses as the world", () => {
  const faults = faultsIn((stack) => {
    const data = group(stack, "data");
    const inline = new SecurityGroup(stack, "inline", {
      description: "Inline",
      ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", cidrBlocks: ["128.0.0.0/1"] }],
    });
    new SecurityGroupRule(stack, "old", {
      securityGroupId: data.id,
      type: "ingress",
      protocol: "-1",
      fromPort: 0,
      toPort: 0,
      sourceSecurityGroupId: inline.id,
    });
    database(stack, data);
  });

  expect(faults).toEqual([expect.stringContaining("got shop/inline, which admits all addresses")]);
});

test("follows security groups through remote states", () => {
  const faults = faultsOf((app) => {
    const network = soundStack(app, "network");
    const web = group(network, "web");
    admit(web, "world", { cidrIpv4: "0.0.0.0/0" });
    const shop = soundStack(app);
    const data = group(shop, "data");
    admit(data, "web", { referencedSecurityGroupId: web.id });
    database(shop, data);
  });

  expect(faults).toEqual([expect.stringContaining("got network/web, which admits all addresses")]);
});

test("fails for a database with a public address", () => {
  expect(faultsIn((stack) => database(stack, group(stack, "data"), true))).toEqual([
    "shop/database: publicly_accessible must be false, got true; reach it from inside its VPC",
  ]);
});

test("fails when anything but a load balancer admits the internet", () => {
  const faults = faultsIn((stack) => {
    const web = group(stack, "web");
    admit(web, "world", { cidrIpv4: "0.0.0.0/0" });
    new Lb(stack, "balancer", { securityGroups: [web.id] });
    new LaunchTemplate(stack, "hosts", { networkInterfaces: [{ securityGroups: [web.id] }] });
  });

  expect(faults).toEqual([
    "shop/hosts: security_groups must not admit all addresses, got shop/web; put a load balancer in front of it and admit that",
  ]);
});

function subnet(tier: string, to: Partial<{ gateway: boolean; nat: boolean }>, mounted = false): string[] {
  return faultsIn((stack) => {
    const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
    const one = new Subnet(stack, "subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", tags: { Tier: tier } });
    const table = new RouteTable(stack, "table", { vpcId: vpc.id });
    new RouteTableAssociation(stack, "association", { subnetId: one.id, routeTableId: table.id });
    new Route(stack, "out", {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      gatewayId: to.gateway ? new InternetGateway(stack, "gateway", { vpcId: vpc.id }).id : undefined,
      natGatewayId: to.nat ? "nat-1" : undefined,
    });
    if (mounted) {
      new EfsMountTarget(stack, "files", { fileSystemId: "fs-1", subnetId: one.id });
    }
  });
}

test("fails when an isolated subnet has a default route", () => {
  const fault = "shop/out: must not lead out of isolated subnets, got shop/subnet; give it another route table";

  expect(subnet("isolated", { nat: true })).toEqual([fault]);
  expect(subnet("isolated", { gateway: true })).toEqual([fault]);
  expect(subnet("private", { nat: true })).toEqual([]);
});

test("fails when a data store is behind an internet gateway", () => {
  expect(subnet("public", { gateway: true }, true)).toEqual([
    "shop/files: subnet_id must not lie behind an internet gateway, got shop/subnet; use isolated subnets",
  ]);
  expect(subnet("private", { nat: true }, true)).toEqual([]);
});

type Out = { readonly destinationCidrBlock: string; readonly gatewayId: string };

/** Faults of an isolated subnet without a route table, in a VPC whose main route table has a default route. */
function unassociated(addRoute: (stack: TerraformStack, vpc: Vpc, out: Out) => void): string[] {
  return faultsIn((stack) => {
    const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
    new Subnet(stack, "subnet", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24", tags: { Tier: "isolated" } });
    const gatewayId = new InternetGateway(stack, "gateway", { vpcId: vpc.id }).id;
    addRoute(stack, vpc, { destinationCidrBlock: "0.0.0.0/0", gatewayId });
  });
}

test("uses the main route table for a subnet without one, however its routes are written", () => {
  const fault = [expect.stringContaining("must not lead out of isolated subnets, got shop/subnet")];

  expect(
    unassociated((stack, vpc, { destinationCidrBlock, gatewayId }) => {
      const route = [{ cidrBlock: destinationCidrBlock, gatewayId }];
      new DefaultRouteTable(stack, "main", { defaultRouteTableId: vpc.defaultRouteTableId, route });
    }),
  ).toEqual(fault);
  expect(
    unassociated((stack, vpc, out) => {
      const table = new RouteTable(stack, "table", { vpcId: vpc.id });
      new MainRouteTableAssociation(stack, "main", { vpcId: vpc.id, routeTableId: table.id });
      new Route(stack, "out", { routeTableId: table.id, ...out });
    }),
  ).toEqual(fault);
  expect(
    unassociated((stack, vpc, out) => new Route(stack, "out", { routeTableId: vpc.mainRouteTableId, ...out })),
  ).toEqual(fault);
});

test("fails when a route of an isolated subnet leads to one half of the world", () => {
  const half = (destinationCidrBlock: string) =>
    unassociated((stack, vpc, { gatewayId }) => {
      new Route(stack, "out", { routeTableId: vpc.mainRouteTableId, destinationCidrBlock, gatewayId });
    });

  expect(half("128.0.0.0/1")).toEqual([
    expect.stringContaining("must not lead out of isolated subnets, got shop/subnet"),
  ]);
  expect(half("192.0.2.0/24")).toEqual([]);
});
