import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/phoenix-rooivalk/development";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const network = stacks["phoenix-rooivalk-production-network"]!;
const { region } = production.recovery!;
const standby = stacks[`phoenix-rooivalk-production-network-${region}`]!;

/** Security group rules of the group at an address. */
function rules(json: Json, direction: "ingress" | "egress", group: string): Json[] {
  return resources(json, `aws_vpc_security_group_${direction}_rule`).filter(
    ({ security_group_id }) => security_group_id === `\${aws_security_group.${group}.id}`,
  );
}

/** Routes of the subnets of a group in an availability zone. */
function routes(group: string, zone: string): Json[] {
  const association = resources(network, "aws_route_table_association").find(({ subnet_id }) =>
    subnet_id.includes(`vpc_${group}-${zone}`),
  );
  return resources(network, "aws_route").filter(({ route_table_id }) => route_table_id === association?.route_table_id);
}

test.each([
  ["primary", production.account.region, network, production.network],
  ["recovery", region, standby, production.secondaryRegions[region]!.network],
])("makes the subnets and NAT gateways of the %s region", (_name, expectedRegion, json, settings) => {
  const blocks = Object.values(settings.subnets).flatMap(({ cidrs }) => Object.values(cidrs));

  expect(json.provider.aws[0].region).toBe(expectedRegion);
  expect(only(json, "aws_vpc").cidr_block).toBe(settings.cidr);
  expect(resources(json, "aws_subnet").map(({ cidr_block }) => cidr_block)).toEqual(blocks);
  expect(settings.natGateways).toBe("per-zone");
  expect(resources(json, "aws_nat_gateway")).toHaveLength(settings.availabilityZones.length);
});

test("has a single NAT gateway in development, and none in its management VPC", () => {
  expect([development.network.natGateways, development.management.network.natGateways]).toEqual(["single", "none"]);
  expect(resources(stacks["phoenix-rooivalk-development-network"]!, "aws_nat_gateway")).toHaveLength(1);
  expect(resources(stacks["phoenix-rooivalk-development-management"]!, "aws_nat_gateway")).toEqual([]);
});

test("assigns no public IP addresses at launch", () => {
  const own = Object.entries(stacks).filter(([id]) => id.startsWith("phoenix-rooivalk-"));
  const subnets = own.flatMap(([, json]) => resources(json, "aws_subnet"));

  expect(subnets.length).toBeGreaterThan(0);
  expect(subnets.filter(({ map_public_ip_on_launch }) => map_public_ip_on_launch)).toEqual([]);
});

test("routes validators to a NAT gateway and databases nowhere", () => {
  const [zone] = production.network.availabilityZones;

  expect(routes("blockchain", zone!)).toMatchObject([
    { destination_cidr_block: "0.0.0.0/0", nat_gateway_id: expect.anything() },
  ]);
  expect(routes("database", zone!)).toEqual([]);
});

test("opens the load balancer's security group to the internet, and no other", () => {
  const open = resources(network, "aws_vpc_security_group_ingress_rule").filter(
    ({ cidr_ipv4 }) => cidr_ipv4 === "0.0.0.0/0",
  );

  expect(open.map(({ from_port, security_group_id }) => [from_port, security_group_id])).toEqual([
    [80, "${aws_security_group.alb.id}"],
    [443, "${aws_security_group.alb.id}"],
  ]);
});

test.each([
  ["primary", network, "pl-3b927c52"],
  ["recovery", standby, "pl-82a045eb"],
])("opens the port that serves pods in the %s region to CloudFront and health checkers alone", (_name, json, list) => {
  const origin = resources(json, "aws_vpc_security_group_ingress_rule").filter(({ from_port }) => from_port === 8443);

  expect(origin.map(({ security_group_id, prefix_list_id }) => [security_group_id, prefix_list_id])).toEqual([
    ["${aws_security_group.alb.id}", expect.stringContaining("aws_ec2_managed_prefix_list.health-checkers")],
    ["${aws_security_group.cdn.id}", list],
  ]);
});

test("limits the load balancer's egress to the VPC", () => {
  expect(rules(network, "egress", "alb").filter(({ cidr_ipv4 }) => cidr_ipv4)).toMatchObject([
    { cidr_ipv4: production.network.cidr, ip_protocol: "-1" },
  ]);
});

test.each([
  ["primary", network],
  ["recovery", standby],
])("admits only the load balancer to pods of the %s region, on HTTPS", (_name, json) => {
  expect(rules(json, "ingress", "eks")).toMatchObject([
    { from_port: 443, to_port: 443, referenced_security_group_id: "${aws_security_group.alb.id}" },
  ]);
  expect(rules(json, "egress", "eks")).toMatchObject([{ cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" }]);
});
