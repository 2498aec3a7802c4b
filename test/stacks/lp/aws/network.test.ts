import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/lp/development";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const network = stacks["lp-production-network"]!;

test("makes the environment's VPC and a subnet for each of its blocks", () => {
  const blocks = Object.values(production.network.subnets).flatMap(({ cidrs }) => Object.values(cidrs));

  expect(only(network, "aws_vpc").cidr_block).toBe(production.network.cidr);
  expect(resources(network, "aws_subnet").map(({ cidr_block }) => cidr_block)).toEqual(blocks);
});

test("tags the subnets that load balancers of the cluster may use", () => {
  const tagged = (tag: string) => resources(network, "aws_subnet").filter(({ tags }) => tags[tag] === "1");

  expect(tagged("kubernetes.io/role/elb")).toHaveLength(production.network.availabilityZones.length);
  expect(tagged("kubernetes.io/role/internal-elb")).toHaveLength(production.network.availabilityZones.length);
});

test("makes a NAT gateway for each availability zone, or a single one", () => {
  expect(production.network.natGateways).toBe("per-zone");
  expect(resources(network, "aws_nat_gateway")).toHaveLength(production.network.availabilityZones.length);
  expect(development.network.natGateways).toBe("single");
  expect(resources(stacks["lp-development-network"]!, "aws_nat_gateway")).toHaveLength(1);
});

test.each(Object.entries(production.secondaryRegions))("gives %s isolated subnets without routes", (region, second) => {
  const json = stacks[`lp-production-network-${region}`]!;

  expect(json.provider.aws[0].region).toBe(region);
  expect(only(json, "aws_vpc").cidr_block).toBe(second.network.cidr);
  expect(resources(json, "aws_subnet")).toHaveLength(second.network.availabilityZones.length);
  expect(resources(json, "aws_route")).toEqual([]);
});
