import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/phoenix-rooivalk/development";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const management = stacks["phoenix-rooivalk-production-management"]!;
const settings = production.management;

test("makes the management VPC and its subnets", () => {
  const blocks = Object.values(settings.network.subnets).flatMap(({ cidrs }) => Object.values(cidrs));

  expect(only(management, "aws_vpc").cidr_block).toBe(settings.network.cidr);
  expect(resources(management, "aws_subnet").map(({ cidr_block }) => cidr_block)).toEqual(blocks);
});

test.each([
  // With a NAT gateway per zone, there is a route table for each availability zone of the private subnets, and one for
  // the isolated subnets.
  [production, production.network.availabilityZones.length + 1],
  // With a single NAT gateway, there is one route table for each private group, and one for the isolated subnets.
  [development, 3],
])("routes between both VPCs of $name over the peering", (environment, platformTables) => {
  const json = stacks[`phoenix-rooivalk-${environment.name}-management`]!;
  const routes = resources(json, "aws_route").filter(({ vpc_peering_connection_id }) => vpc_peering_connection_id);
  const inManagement = ({ route_table_id }: Json) => route_table_id.startsWith("${aws_route_table.");

  expect(routes.filter(inManagement).length).toBeGreaterThan(0);
  for (const route of routes) {
    expect(route.destination_cidr_block).toBe(
      inManagement(route) ? environment.network.cidr : environment.management.network.cidr,
    );
  }
  expect(routes.filter((route) => !inManagement(route))).toHaveLength(platformTables);
});

test("admits the management VPC in the network ACLs of the platform", () => {
  const admitted = resources(stacks["phoenix-rooivalk-production-network"]!, "aws_network_acl_rule").filter(
    ({ egress, cidr_block }) => !egress && cidr_block === settings.network.cidr,
  );

  expect(admitted.length).toBeGreaterThanOrEqual(Object.keys(production.network.subnets).length);
});

test("admits administrators to the bastion by SSH, which reaches the two VPCs and nothing else", () => {
  const [group] = Object.entries<Json>(management.resource.aws_security_group).find(
    ([, { name }]) => name === "phoenix-rooivalk-bastion-sg",
  )!;
  const rules = (type: string) =>
    resources(management, type).filter(({ security_group_id }) => security_group_id.includes(`.${group}.id`));

  expect(rules("aws_vpc_security_group_ingress_rule")).toMatchObject(
    settings.adminCidrs.map((cidr) => ({ cidr_ipv4: cidr, from_port: 22 })),
  );
  expect(rules("aws_vpc_security_group_egress_rule").map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual([
    settings.network.cidr,
    production.network.cidr,
  ]);
});

test("lets the bastion reach Session Manager by endpoints of the VPC", () => {
  const services = resources(management, "aws_vpc_endpoint").map(({ service_name }) => service_name);

  expect(services).toEqual(
    expect.arrayContaining(["com.amazonaws.us-east-1.ssm", "com.amazonaws.us-east-1.ssmmessages"]),
  );
});

test("lets the bastion reach the cluster's private endpoint", () => {
  expect(
    resources(stacks["phoenix-rooivalk-production-kubernetes"]!, "aws_vpc_security_group_ingress_rule"),
  ).toContainEqual(
    expect.objectContaining({
      from_port: 443,
      referenced_security_group_id: expect.stringMatching(/production-management\.outputs\..*bastion/),
      security_group_id: expect.stringContaining("cluster_security_group_id"),
    }),
  );
});
