import { setAccount } from "@modules/aws/account";
import { Vpc, type VpcProps } from "@modules/aws/network/vpc";
import { VpcPeering, type VpcPeeringProps } from "@modules/aws/network/vpc-peering";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth, synthAll, testApp, testStack } from "@modules/testing/synth";
import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { expect, test } from "vitest";

function addVpc(scope: Construct, name: string, network: string, props: Partial<VpcProps> = {}): Vpc {
  const subnets: VpcProps["subnets"] = {
    public: { tier: "public", cidrs: { "us-east-1a": `${network}.1.0/24`, "us-east-1b": `${network}.2.0/24` } },
    private: { tier: "private", cidrs: { "us-east-1a": `${network}.11.0/24`, "us-east-1b": `${network}.12.0/24` } },
    database: { tier: "isolated", cidrs: { "us-east-1a": `${network}.21.0/24` } },
  };
  return new Vpc(scope, name, { name, cidr: `${network}.0.0/16`, subnets, ...props });
}

function peering(props: Partial<VpcPeeringProps> = {}): Json {
  return synth((stack) => {
    const vpc = addVpc(stack, "shop", "10.0");
    new VpcPeering(stack, "peering", { name: "shop", vpc, peer: addVpc(stack, "office", "10.1"), ...props });
  });
}

/** Destinations of peering routes, by the name of the route table. */
function destinations(json: Json): Record<string, string> {
  return Object.fromEntries(
    Object.values<Json>(json.resource.aws_route)
      .filter((route) => route.vpc_peering_connection_id)
      .map((route) => [/aws_route_table\.(.*)-routes/.exec(route.route_table_id)![1], route.destination_cidr_block]),
  );
}

test("accepts itself, and each VPC resolves the other's names", () => {
  const json = peering();

  expect(only(json, "aws_vpc_peering_connection")).toMatchObject({
    vpc_id: "${aws_vpc.shop.id}",
    peer_vpc_id: "${aws_vpc.office.id}",
    auto_accept: true,
  });
  expect(only(json, "aws_vpc_peering_connection_options")).toMatchObject({
    vpc_peering_connection_id: "${aws_vpc_peering_connection.peering.id}",
    requester: { allow_remote_vpc_dns_resolution: true },
    accepter: { allow_remote_vpc_dns_resolution: true },
  });
});

test("routes every private route table of both VPCs to the other", () => {
  expect(destinations(peering())).toEqual({
    "shop_private-us-east-1a": "10.1.0.0/16",
    "shop_private-us-east-1b": "10.1.0.0/16",
    "office_private-us-east-1a": "10.0.0.0/16",
    "office_private-us-east-1b": "10.0.0.0/16",
  });
});

test("adds one route to a route table that groups share", () => {
  expect(destinations(peering({ subnetGroups: ["database"], peerSubnetGroups: ["public", "private"] }))).toEqual({
    shop_isolated: "10.1.0.0/16",
    office_public: "10.0.0.0/16",
    "office_private-us-east-1a": "10.0.0.0/16",
    "office_private-us-east-1b": "10.0.0.0/16",
  });
});

test("connects VPCs of earlier stacks", () => {
  const { links } = synthAll((app) => {
    const vpc = addVpc(testStack(app, "one"), "shop", "10.0");
    const peer = addVpc(testStack(app, "two"), "office", "10.1");
    new VpcPeering(testStack(app, "links"), "peering", { name: "shop", vpc, peer });
  });

  expect(only(links, "aws_vpc_peering_connection")).toMatchObject({
    vpc_id: expect.stringContaining("data.terraform_remote_state"),
    peer_vpc_id: expect.stringContaining("data.terraform_remote_state"),
  });
  expect(Object.keys(links.resource.aws_route)).toHaveLength(4);
});

test("connects a VPC that exists, once for each of its route tables", () => {
  const json = synth((stack) => {
    const subnet = (id: string, cidr: string) => ({ id, cidr, routeTableId: "rtb-0a" });
    const peer = Vpc.fromExisting(stack, "office", {
      id: "vpc-0abc1234",
      cidr: "10.1.0.0/16",
      subnets: {
        private: {
          tier: "private",
          subnets: {
            "us-east-1a": subnet("subnet-0a", "10.1.1.0/24"),
            "us-east-1b": subnet("subnet-0b", "10.1.2.0/24"),
          },
        },
      },
    });
    new VpcPeering(stack, "peering", { name: "shop", vpc: addVpc(stack, "shop", "10.0"), peer });
  });

  expect(only(json, "aws_vpc_peering_connection").peer_vpc_id).toBe("vpc-0abc1234");
  expect(
    Object.values<Json>(json.resource.aws_route).filter(({ route_table_id }) => route_table_id === "rtb-0a"),
  ).toMatchObject([{ destination_cidr_block: "10.0.0.0/16" }]);
});

test("fails when the blocks overlap", () => {
  const vpcs = () =>
    synth((stack) => {
      const peer = addVpc(stack, "office", "10.1", { cidr: "10.0.128.0/17" });
      new VpcPeering(stack, "peering", { name: "shop", vpc: addVpc(stack, "shop", "10.0"), peer });
    });

  expect(vpcs).toThrow("peering: peer must be a VPC that does not overlap 10.0.0.0/16, got 10.0.128.0/17");
});

test("fails across regions", () => {
  const app = testApp();
  const west = new TerraformStack(app, "west");
  setAccount(west, { id: "111122223333", region: "us-west-2" });
  const stack = testStack(app);
  const vpc = addVpc(stack, "shop", "10.0");
  const peer = addVpc(west, "office", "10.1");

  expect(() => new VpcPeering(stack, "peering", { name: "shop", vpc, peer })).toThrow(
    "peer must be in us-east-1 of account 111122223333, where the connection accepts itself, got us-west-2 of account 111122223333",
  );
});

test("fails when no route table would get a route", () => {
  expect(() => peering({ peerSubnetGroups: [] })).toThrow(
    "peerSubnetGroups must be a list of at least 1 entry, got none",
  );
});
