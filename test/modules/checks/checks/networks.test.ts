import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { ComputeGlobalAddress } from "@cdktf/provider-google/lib/compute-global-address";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { setFacts } from "@modules/checks/facts";
import { faultsOf } from "@modules/testing/faults";
import type { App, TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn, soundStack } from "../../../support/faults";

/** A stack whose network may be connected to those of its group. */
function groupedStack(app: App, id: string, networkGroup: string): TerraformStack {
  const stack = soundStack(app, id);
  setFacts(stack, { networkGroup });
  return stack;
}

function subnets(...cidrs: string[]): string[] {
  return faultsIn((stack) => {
    const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
    for (const [index, cidrBlock] of cidrs.entries()) {
      new Subnet(stack, `subnet-${index}`, { vpcId: vpc.id, cidrBlock });
    }
  });
}

test("fails when subnets of a VPC overlap", () => {
  expect(subnets("10.0.1.0/24", "10.0.0.0/20")).toEqual([
    "shop/subnet-0, shop/subnet-1: cidr_block must not overlap the other subnets of its VPC, got 10.0.1.0/24 and 10.0.0.0/20; move one",
  ]);
});

test("fails when a subnet is outside of its VPC", () => {
  expect(subnets("10.1.0.0/24")).toEqual([
    "shop/subnet-0: cidr_block must lie inside its VPC's 10.0.0.0/16, got 10.1.0.0/24; move it there",
  ]);
});

test("accepts adjacent subnets", () => {
  expect(subnets("10.0.0.0/24", "10.0.1.0/24", "10.0.255.0/24")).toEqual([]);
});

test("finds the VPC of a subnet in another stack", () => {
  const faults = faultsOf((app) => {
    const vpc = new Vpc(soundStack(app, "network"), "vpc", { cidrBlock: "10.0.0.0/16" });
    const shop = soundStack(app);
    new Subnet(vpc, "inside", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
    new Subnet(shop, "same", { vpcId: vpc.id, cidrBlock: "10.0.1.0/24" });
    new Subnet(shop, "outside", { vpcId: vpc.id, cidrBlock: "10.1.0.0/24" });
  });

  expect(faults).toEqual([
    expect.stringContaining("network/vpc/inside, shop/same: cidr_block must not overlap the other subnets of its VPC"),
    expect.stringContaining("shop/outside: cidr_block must lie inside its VPC's 10.0.0.0/16, got 10.1.0.0/24"),
  ]);
});

test("fails when VPCs of one network group overlap", () => {
  const faults = faultsOf((app) => {
    new Vpc(groupedStack(app, "one", "production"), "vpc", { cidrBlock: "10.9.0.0/16" });
    new Vpc(groupedStack(app, "two", "production"), "vpc", { cidrBlock: "10.9.0.0/20" });
  });

  expect(faults).toEqual([
    "one/vpc, two/vpc: cidr_block must not overlap the other networks of production, got 10.9.0.0/16 and 10.9.0.0/20; move one",
  ]);
});

test("accepts the same ranges in other network groups, and the same subnets in other VPCs", () => {
  const faults = faultsOf((app) => {
    for (const group of ["production", "staging"]) {
      const stack = groupedStack(app, `network-${group}`, group);
      const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.9.0.0/16" });
      new Subnet(stack, "subnet", { vpcId: vpc.id, cidrBlock: "10.9.1.0/24" });
    }
  });

  expect(faults).toEqual([]);
});

test("fails when networks of two clouds overlap, with their attributes", () => {
  const faults = faultsIn((stack) => {
    new GoogleProvider(stack, "google", { project: "example-shop" });
    new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
    new ComputeSubnetwork(stack, "nodes", {
      name: "nodes",
      network: "shop",
      ipCidrRange: "10.20.0.0/20",
      secondaryIpRange: [{ rangeName: "pods", ipCidrRange: "10.0.128.0/17" }],
    });
    new ComputeGlobalAddress(stack, "services", { name: "services", address: "10.20.8.0", prefixLength: 24 });
  });

  expect(faults).toEqual([
    "shop/vpc, shop/nodes: cidr_block and secondary_ip_range must not overlap the other networks of shop, got 10.0.0.0/16 and 10.0.128.0/17; move one",
    "shop/nodes, shop/services: ip_cidr_range and address must not overlap the other networks of shop, got 10.20.0.0/20 and 10.20.8.0/24; move one",
  ]);
});
