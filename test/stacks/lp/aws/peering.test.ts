import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT } from "@modules/core/ports";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/lp/production";
import { stacks } from "../../../support/stacks";

const { region } = production.database.replica!;
const secondary = production.secondaryRegions![region]!.network;
const peering = stacks[`lp-production-peering-${region}`]!;

test("requests a connection from the copy's region to the primary one", () => {
  expect(peering.provider.aws[0].region).toBe(region);
  expect(only(peering, "aws_vpc_peering_connection")).toMatchObject({
    vpc_id: expect.stringContaining(`lp-production-network-${region}`),
    peer_vpc_id: expect.stringContaining("lp-production-network."),
    peer_region: production.account.region,
  });
});

test("routes replies of the copy back to the primary region", () => {
  const routes = resources(peering, "aws_route");
  const tables = new Set(
    resources(stacks[`lp-production-network-${region}`]!, "aws_route_table").map((one) => one.tags.Name),
  );

  expect(routes).toHaveLength(tables.size);
  expect(new Set(routes.map(({ destination_cidr_block }) => destination_cidr_block))).toEqual(
    new Set([production.network.cidr]),
  );
});

test("lets nodes of the primary region, and nobody else, reach the copy on the port of PostgreSQL", () => {
  const rules = resources(stacks[`lp-production-data-${region}`]!, "aws_vpc_security_group_ingress_rule");
  const nodes = Object.values(production.network.subnets.private!.cidrs);

  expect(rules.map(({ cidr_ipv4, from_port, to_port }) => [cidr_ipv4, from_port, to_port])).toEqual(
    nodes.map((cidr) => [cidr, POSTGRES_PORT, POSTGRES_PORT]),
  );
});

test("allows the traffic of the peering for pods of the API and in the copy's network ACLs", () => {
  const policies = Object.values<Json>(stacks["lp-production-workloads"]!.resource.kubernetes_network_policy_v1);
  const blocks = policies
    .flatMap(({ spec }) => spec.egress ?? [])
    .flatMap(({ to }) => to ?? [])
    .flatMap(({ ip_block }) => ip_block ?? []);
  const rules = resources(stacks[`lp-production-network-${region}`]!, "aws_network_acl_rule");

  expect(blocks.map(({ cidr }) => cidr)).toContain(secondary.cidr);
  expect(rules.filter(({ cidr_block }) => cidr_block === production.network.cidr).map(({ egress }) => egress)).toEqual(
    expect.arrayContaining([true, false]),
  );
});
