import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const production = stacks["phoenix-rooivalk-production-management"]!;

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

test("has a VPC of its own in two zones", () => {
  expect(only(production, "aws_vpc").cidr_block).toBe("10.1.0.0/16");
  expect(all(production, "aws_subnet").map(({ cidr_block }) => cidr_block)).toEqual(
    [1, 2, 11, 12].map((third) => `10.1.${third}.0/24`),
  );
});

test.each([
  ["production", "10.1.0.0/16", "10.0.0.0/16"],
  ["development", "10.21.0.0/16", "10.20.0.0/16"],
])("routes between itself and the platform of %s, both ways", (environment, own, platform) => {
  const json = stacks[`phoenix-rooivalk-${environment}-management`]!;
  const peered = all(json, "aws_route").filter(({ vpc_peering_connection_id }) => vpc_peering_connection_id);
  const inOwnVpc = ({ route_table_id }: Json) => route_table_id.startsWith("${aws_route_table.");

  expect(peered.filter(inOwnVpc).length).toBeGreaterThan(0);
  for (const route of peered) {
    expect(route.destination_cidr_block).toBe(inOwnVpc(route) ? platform : own);
  }
  // A table for each private zone and the one without a way out.
  expect(peered.filter((route) => !inOwnVpc(route)).length).toBe(environment === "production" ? 4 : 3);
});

test("lets the platform's filters admit what comes over the peering", () => {
  const admitted = all(stacks["phoenix-rooivalk-production-network"]!, "aws_network_acl_rule").filter(
    ({ egress, cidr_block }) => !egress && cidr_block === "10.1.0.0/16",
  );

  expect(admitted.length).toBeGreaterThanOrEqual(4);
});

test("admits administrators' networks to the bastion by SSH, and lets it reach both VPCs and nothing else", () => {
  const [group] = Object.entries<Json>(production.resource.aws_security_group).find(
    ([, { name }]) => name === "phoenix-rooivalk-bastion-sg",
  )!;
  const of = (type: string) =>
    all(production, type).filter(({ security_group_id }) => security_group_id.includes(`.${group}.id`));

  expect(of("aws_vpc_security_group_ingress_rule")).toMatchObject([{ cidr_ipv4: "203.0.113.0/24", from_port: 22 }]);
  expect(of("aws_vpc_security_group_egress_rule").map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual([
    "10.1.0.0/16",
    "10.0.0.0/16",
  ]);
});

test("lets the bastion reach the cluster's endpoint", () => {
  const rules = all(stacks["phoenix-rooivalk-production-kubernetes"]!, "aws_vpc_security_group_ingress_rule");

  expect(rules).toMatchObject([
    {
      from_port: 443,
      referenced_security_group_id: expect.stringMatching(/production-management\.outputs\..*bastion/),
      security_group_id: expect.stringContaining("cluster_security_group_id"),
    },
  ]);
});
