import { Vpc, type VpcProps } from "@modules/aws/network/vpc";
import type { Json } from "@modules/checks/json";
import { synth, testApp, testStack } from "@modules/testing/synth";
import { describe, expect, test } from "vitest";

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

test("gives instances in public subnets a public address unless publicIpOnLaunch is false", () => {
  const given = (props: Partial<VpcProps>) =>
    Object.values<Json>(vpc(props).aws_subnet)
      .filter(({ map_public_ip_on_launch }) => map_public_ip_on_launch)
      .map(({ tags }) => tags.Tier);

  expect(new Set(given({}))).toEqual(new Set(["public"]));
  expect(given({ publicIpOnLaunch: false })).toEqual([]);
});

test("keeps the addresses of subnets when an availability zone is added", () => {
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

test("routes each private subnet to the NAT gateway of its availability zone", () => {
  const resource = vpc();

  expect(Object.keys(resource.aws_nat_gateway)).toHaveLength(2);
  expect(new Set(routes(resource, "nat_gateway_id").map((route) => route.nat_gateway_id))).toHaveProperty("size", 2);
});

test("routes all private subnets to a single NAT gateway", () => {
  const resource = vpc({ natGateways: "single" });

  expect(Object.keys(resource.aws_nat_gateway)).toHaveLength(1);
  expect(new Set(routes(resource, "nat_gateway_id").map((route) => route.nat_gateway_id))).toHaveProperty("size", 1);
});

test("reserves addresses in their subnets before a NAT gateway can take one", () => {
  const resource = vpc({ reservedAddresses: { bastion: "10.0.1.10", monitor: "10.0.12.10" } });

  expect(Object.values(resource.aws_ec2_subnet_cidr_reservation)).toMatchObject([
    {
      cidr_block: "10.0.1.10/32",
      reservation_type: "explicit",
      subnet_id: expect.stringContaining("public-us-east-1a"),
    },
    {
      cidr_block: "10.0.12.10/32",
      reservation_type: "explicit",
      subnet_id: expect.stringContaining("private-us-east-1b"),
    },
  ]);
  for (const { depends_on } of Object.values<Json>(resource.aws_nat_gateway)) {
    expect(depends_on).toEqual(expect.arrayContaining([expect.stringContaining("aws_ec2_subnet_cidr_reservation")]));
  }
});

test("fails when a reserved address is in no subnet", () => {
  expect(() => vpc({ reservedAddresses: { bastion: "10.0.99.10" } })).toThrow(
    "reservedAddresses must be addresses in subnets of the VPC, got 10.0.99.10",
  );
});

test("routes isolated subnets nowhere outside of the VPC", () => {
  const resource = vpc({ subnets: { database: SUBNETS.database! }, natGateways: "none" });

  expect(resource.aws_route).toBeUndefined();
  expect(resource.aws_internet_gateway).toBeUndefined();
});

test("leaves the default security group without rules", () => {
  const [group] = Object.values<Json>(vpc().aws_default_security_group);

  expect(group.ingress).toBeUndefined();
  expect(group.egress).toBeUndefined();
});

test("fails when private subnets have no NAT gateway", () => {
  expect(() => vpc({ natGateways: "none" })).toThrow(
    "natGateways must be per-zone or single while there are private subnets, got none",
  );
});

test("fails on an unknown subnet group", () => {
  expect(() =>
    synth((stack) => new Vpc(stack, "vpc", { name: "shop", cidr: "10.0.0.0/16", subnets: SUBNETS }).subnetIds("cache")),
  ).toThrow("subnet group must be public or private or database, got cache");
});

test("lets overrides replace arguments of the VPC", () => {
  const [resource] = Object.values<Json>(vpc({ overrides: { enableDnsHostnames: false } }).aws_vpc);

  expect(resource).toMatchObject({ cidr_block: "10.0.0.0/16", enable_dns_hostnames: false });
});

describe("fromExisting", () => {
  const existing = () =>
    Vpc.fromExisting(testStack(testApp()), "vpc", {
      id: "vpc-0abc1234",
      cidr: "10.0.0.0/16",
      subnets: {
        private: {
          tier: "private",
          subnets: {
            "us-east-1a": { id: "subnet-0a", cidr: "10.0.1.0/24", routeTableId: "rtb-0a" },
            "us-east-1b": { id: "subnet-0b", cidr: "10.0.2.0/24", routeTableId: "rtb-0b" },
          },
        },
      },
    });

  test("makes no resources", () => {
    const json = synth((stack) => Vpc.fromExisting(stack, "vpc", { id: "vpc-0abc1234", cidr: "10.0.0.0/16" }));

    expect(json.resource).toBeUndefined();
  });

  test("returns the given subnets and route tables", () => {
    expect(existing().subnetIds("private", ["us-east-1b"])).toEqual(["subnet-0b"]);
    expect(existing().subnetIdsByAvailabilityZone("private")).toEqual({
      "us-east-1a": "subnet-0a",
      "us-east-1b": "subnet-0b",
    });
    expect(Object.values(existing().routeTableIds())).toEqual(["rtb-0a", "rtb-0b"]);
    expect(existing().subnetGroups.private?.subnets["us-east-1a"]?.cidr).toBe("10.0.1.0/24");
  });

  test("fails on a subnet group that was not given", () => {
    expect(() => existing().subnetIds("database")).toThrow("vpc: subnet group must be private, got database");
  });

  test("fails on an availability zone that was not given", () => {
    expect(() => existing().subnetIds("private", ["us-east-1c"])).toThrow(
      "vpc: availability zone of subnet group private must be us-east-1a or us-east-1b, got us-east-1c",
    );
  });
});
