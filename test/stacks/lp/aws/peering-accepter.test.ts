import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const { region } = production.database.replica!;
const accepter = stacks["lp-production-peering"]!;

test("accepts the connection in the primary region", () => {
  expect(accepter.provider.aws[0].region).toBe(production.account.region);
  expect(only(accepter, "aws_vpc_peering_connection_accepter")).toMatchObject({
    vpc_peering_connection_id: expect.stringContaining(`lp-production-peering-${region}`),
    auto_accept: true,
  });
});

test("routes the private subnet of each availability zone to the copy, once the connection is accepted", () => {
  const routes = resources(accepter, "aws_route");

  expect(routes).toHaveLength(production.network.availabilityZones.length);
  for (const route of routes) {
    expect(route).toMatchObject({
      destination_cidr_block: production.secondaryRegions![region]!.network.cidr,
      vpc_peering_connection_id: "${aws_vpc_peering_connection_accepter.replica.id}",
    });
  }
});

test("is left out without a copy of the database", () => {
  expect(stacks["lp-development-peering"]).toBeUndefined();
});
