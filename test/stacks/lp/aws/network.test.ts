import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

function all(stack: string, type: string): Json[] {
  return Object.values<Json>(stacks[stack]!.resource[type] ?? {});
}

test("gives production large subnets for pods in three zones, and small ones for data", () => {
  const blocks = all("lp-production-network", "aws_subnet").map(({ cidr_block }) => cidr_block);

  expect(only(stacks["lp-production-network"]!, "aws_vpc").cidr_block).toBe("10.0.0.0/16");
  expect(blocks.filter((block) => block.endsWith("/19"))).toHaveLength(6);
  expect(blocks.filter((block) => block.endsWith("/24"))).toHaveLength(3);
});

test("tells the cluster's load balancers where they belong", () => {
  const tags = all("lp-production-network", "aws_subnet").map((subnet) => subnet.tags);

  expect(tags.filter((one) => one["kubernetes.io/role/elb"] === "1")).toHaveLength(3);
  expect(tags.filter((one) => one["kubernetes.io/role/internal-elb"] === "1")).toHaveLength(3);
});

test.each([
  ["production", 3],
  ["development", 1],
])("lets %s out through as many gateways as it is worth", (environment, gateways) => {
  expect(all(`lp-${environment}-network`, "aws_nat_gateway")).toHaveLength(gateways);
});

test("has a place for data in us-west-2, from which nothing leads out", () => {
  const stack = "lp-production-network-us-west-2";

  expect(only(stacks[stack]!, "aws_vpc").cidr_block).toBe("10.10.0.0/16");
  expect(all(stack, "aws_subnet")).toHaveLength(3);
  expect(all(stack, "aws_route")).toEqual([]);
});
