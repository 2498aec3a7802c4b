import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { VpcPeeringConnection } from "@cdktf/provider-aws/lib/vpc-peering-connection";
import { VpcPeeringConnectionAccepterA } from "@cdktf/provider-aws/lib/vpc-peering-connection-accepter";
import { faultsOf } from "@modules/testing/faults";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

interface Ways {
  readonly cidr?: string;
  readonly there?: string;
  readonly back?: string;
}

/** Faults of two VPCs and their peering, each in its own stack. */
function peering({ cidr = "10.1.0.0/16", there, back }: Ways): string[] {
  return faultsOf((app) => {
    const [shop, office] = [soundStack(app, "shop"), soundStack(app, "office")];
    const vpc = new Vpc(shop, "vpc", { cidrBlock: "10.0.0.0/16" });
    const peer = new Vpc(office, "vpc", { cidrBlock: cidr });
    const tables = [
      new RouteTable(shop, "table", { vpcId: vpc.id }),
      new RouteTable(office, "table", { vpcId: peer.id }),
    ];
    const links = soundStack(app, "links");
    const connection = new VpcPeeringConnection(links, "peering", { vpcId: vpc.id, peerVpcId: peer.id });
    for (const [index, destinationCidrBlock] of [there, back].entries()) {
      if (destinationCidrBlock) {
        new Route(links, `route-${index}`, {
          routeTableId: tables[index]!.id,
          destinationCidrBlock,
          vpcPeeringConnectionId: connection.id,
        });
      }
    }
  });
}

test("accepts routes in both directions, also to a part of the peer", () => {
  expect(peering({ there: "10.1.8.0/24", back: "10.0.0.0/16" })).toEqual([]);
});

test("fails without a route back", () => {
  expect(peering({ there: "10.1.0.0/16" })).toEqual([
    "links/peering: must have routes in both directions, got none from office/vpc to shop/vpc; add a route to 10.0.0.0/16",
  ]);
});

test("fails without any route", () => {
  expect(peering({})).toHaveLength(2);
});

test("fails for a route beyond the peer", () => {
  expect(peering({ there: "10.0.0.0/8", back: "10.0.0.0/16" })).toContain(
    "links/route-0: must route to addresses of the peer, 10.1.0.0/16, got 10.0.0.0/8; narrow it",
  );
});

test("fails when the VPCs overlap, in whichever stacks they are", () => {
  expect(peering({ cidr: "10.0.128.0/17", there: "10.0.128.0/17", back: "10.0.0.0/16" })).toEqual([
    "links/peering: must join VPCs that do not overlap, got shop/vpc (10.0.0.0/16) and office/vpc (10.0.128.0/17); move one",
  ]);
});

test("fails when a third VPC uses the peering of two others", () => {
  const faults = faultsOf((app) => {
    const stack = soundStack(app);
    const [one, two, three] = ["10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16"].map(
      (cidrBlock, index) => new Vpc(stack, `vpc-${index}`, { cidrBlock }),
    ) as [Vpc, Vpc, Vpc];
    const connection = new VpcPeeringConnection(stack, "peering", { vpcId: one.id, peerVpcId: two.id });
    const routes: [Vpc, string][] = [
      [one, "10.1.0.0/16"],
      [two, "10.0.0.0/16"],
      [three, "10.0.0.0/16"],
    ];
    for (const [vpc, destinationCidrBlock] of routes) {
      const table = new RouteTable(vpc, "table", { vpcId: vpc.id });
      new Route(vpc, "route", { routeTableId: table.id, destinationCidrBlock, vpcPeeringConnectionId: connection.id });
    }
  });

  expect(faults).toEqual([
    "shop/vpc-2/route: must be in a route table of a VPC that is peered, got shop/vpc-2; peer that VPC too",
  ]);
});

test("fails when a VPC is peered with itself", () => {
  const faults = faultsOf((app) => {
    const stack = soundStack(app);
    const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
    const table = new RouteTable(stack, "table", { vpcId: vpc.id });
    const connection = new VpcPeeringConnection(stack, "peering", { vpcId: vpc.id, peerVpcId: vpc.id });
    const vpcPeeringConnectionId = connection.id;
    new Route(stack, "route", { routeTableId: table.id, destinationCidrBlock: "10.0.0.0/16", vpcPeeringConnectionId });
  });

  expect(faults).toEqual([expect.stringContaining("shop/peering: must join VPCs that do not overlap")]);
});

test("accepts routes that name the accepter of the connection", () => {
  const faults = faultsOf((app) => {
    const stack = soundStack(app);
    const [vpc, peer] = ["10.0.0.0/16", "10.1.0.0/16"].map(
      (cidrBlock, index) => new Vpc(stack, `vpc-${index}`, { cidrBlock }),
    ) as [Vpc, Vpc];
    const connection = new VpcPeeringConnection(stack, "peering", { vpcId: vpc.id, peerVpcId: peer.id });
    const accepter = new VpcPeeringConnectionAccepterA(stack, "accepter", { vpcPeeringConnectionId: connection.id });
    for (const [from, destinationCidrBlock] of [
      [vpc, "10.1.0.0/16"],
      [peer, "10.0.0.0/16"],
    ] as const) {
      const table = new RouteTable(from, "table", { vpcId: from.id });
      new Route(from, "route", { routeTableId: table.id, destinationCidrBlock, vpcPeeringConnectionId: accepter.id });
    }
  });

  expect(faults).toEqual([]);
});
