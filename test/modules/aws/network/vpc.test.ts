import { Vpc, type VpcProps } from "@modules/aws/network/vpc";
import { expect, test } from "vitest";
import { type Json, synth } from "../../../support/synth";

const SUBNETS: VpcProps["subnets"] = {
  public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } },
  private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.12.0/24" } },
  database: { tier: "isolated", cidrs: { "us-east-1a": "10.0.21.0/24", "us-east-1b": "10.0.22.0/24" } },
};

function vpc(props: Partial<VpcProps> = {}): Json {
  return synth((stack) => new Vpc(stack, "vpc", { name: "shop", cidr: "10.0.0.0/16", subnets: SUBNETS, ...props }))
    .resource;
}

function routes(resource: Json, gateway: string): Json[] {
  return Object.values<Json>(resource.aws_route).filter((route) => route[gateway]);
}

test("gives what is launched in public subnets a public address, unless told not to", () => {
  const given = (props: Partial<VpcProps>) =>
    Object.values<Json>(vpc(props).aws_subnet)
      .filter(({ map_public_ip_on_launch }) => map_public_ip_on_launch)
      .map(({ tags }) => tags.Tier);

  expect(new Set(given({}))).toEqual(new Set(["public"]));
  expect(given({ publicIpOnLaunch: false })).toEqual([]);
});

test("keys subnets by zone, so that a new zone moves no other subnet", () => {
  const before = Object.keys(vpc().aws_subnet);
  const after = Object.keys(
    vpc({
      subnets: {
        ...SUBNETS,
        database: { tier: "isolated", cidrs: { "us-east-1c": "10.0.23.0/24", ...SUBNETS.database!.cidrs } },
      },
    }).aws_subnet,
  );

  expect(after).toEqual(expect.arrayContaining(before));
  expect(after).toHaveLength(before.length + 1);
});

test("sends each private subnet out through the NAT gateway of its own zone", () => {
  const resource = vpc();

  expect(Object.keys(resource.aws_nat_gateway)).toHaveLength(2);
  expect(new Set(routes(resource, "nat_gateway_id").map((route) => route.nat_gateway_id))).toHaveProperty("size", 2);
});

test("shares a single NAT gateway when asked to", () => {
  const resource = vpc({ natGateways: "single" });

  expect(Object.keys(resource.aws_nat_gateway)).toHaveLength(1);
  expect(new Set(routes(resource, "nat_gateway_id").map((route) => route.nat_gateway_id))).toHaveProperty("size", 1);
});

test("gives isolated subnets no route out of the VPC", () => {
  const resource = vpc({ subnets: { database: SUBNETS.database! }, natGateways: "none" });

  expect(resource.aws_route).toBeUndefined();
  expect(resource.aws_internet_gateway).toBeUndefined();
});

test("closes the default security group", () => {
  const [group] = Object.values<Json>(vpc().aws_default_security_group);

  expect(group.ingress).toBeUndefined();
  expect(group.egress).toBeUndefined();
});

test("fails when private subnets have no way out", () => {
  expect(() => vpc({ natGateways: "none" })).toThrow(
    "natGateways must be per-zone or single while there are private subnets, got none",
  );
});

test("fails on a subnet group that is not there", () => {
  expect(() =>
    synth((stack) => new Vpc(stack, "vpc", { name: "shop", cidr: "10.0.0.0/16", subnets: SUBNETS }).subnetIds("cache")),
  ).toThrow("subnet group must be public or private or database, got cache");
});
