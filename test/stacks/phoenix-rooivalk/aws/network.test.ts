import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const production = stacks["phoenix-rooivalk-production-network"]!;
const standby = stacks["phoenix-rooivalk-production-network-us-west-2"]!;

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

/** Rules of the group at an address. */
function rules(json: Json, direction: "ingress" | "egress", group: string): Json[] {
  return all(json, `aws_vpc_security_group_${direction}_rule`).filter(
    ({ security_group_id }) => security_group_id === `\${aws_security_group.${group}.id}`,
  );
}

test("gives production four tiers over three zones and a NAT gateway in each", () => {
  expect(all(production, "aws_subnet").map(({ cidr_block }) => cidr_block)).toEqual(
    [1, 2, 3, 11, 12, 13, 21, 22, 23, 31, 32, 33].map((third) => `10.0.${third}.0/24`),
  );
  expect(all(production, "aws_nat_gateway")).toHaveLength(3);
});

test("gives no host a public address unasked", () => {
  for (const [id, json] of Object.entries(stacks)) {
    if (id.startsWith("phoenix-rooivalk-")) {
      expect(all(json, "aws_subnet").filter(({ map_public_ip_on_launch }) => map_public_ip_on_launch)).toEqual([]);
    }
  }
});

test("lets validators out through NAT and databases nowhere", () => {
  const routed = (group: string) => {
    const { subnet_id, route_table_id } = all(production, "aws_route_table_association").find(({ subnet_id }) =>
      subnet_id.includes(`vpc_${group}-us-east-1a`),
    )!;
    expect(subnet_id).toBeDefined();
    return all(production, "aws_route").filter((route) => route.route_table_id === route_table_id);
  };

  expect(routed("blockchain")).toMatchObject([
    { destination_cidr_block: "0.0.0.0/0", nat_gateway_id: expect.anything() },
  ]);
  expect(routed("database")).toEqual([]);
});

test("opens only the load balancer's group to the world, and lets it go nowhere outside the VPC", () => {
  const open = all(production, "aws_vpc_security_group_ingress_rule").filter((rule) => rule.cidr_ipv4 === "0.0.0.0/0");

  expect(open.map(({ from_port, security_group_id }) => [from_port, security_group_id])).toEqual([
    [80, "${aws_security_group.alb.id}"],
    [443, "${aws_security_group.alb.id}"],
  ]);
  expect(rules(production, "egress", "alb").filter(({ cidr_ipv4 }) => cidr_ipv4)).toMatchObject([
    { cidr_ipv4: "10.0.0.0/16", ip_protocol: "-1" },
  ]);
});

test("admits the load balancer to pods on HTTPS, and nobody else", () => {
  for (const json of [production, standby]) {
    expect(rules(json, "ingress", "eks")).toMatchObject([
      { from_port: 443, to_port: 443, referenced_security_group_id: "${aws_security_group.alb.id}" },
    ]);
    expect(rules(json, "egress", "eks")).toMatchObject([{ cidr_ipv4: "0.0.0.0/0", ip_protocol: "-1" }]);
  }
});

test("gives the standby's region three tiers in two zones", () => {
  expect(standby.provider.aws[0].region).toBe("us-west-2");
  expect(all(standby, "aws_subnet").map(({ cidr_block }) => cidr_block)).toEqual(
    [1, 2, 11, 12, 21, 22].map((third) => `10.10.${third}.0/24`),
  );
  expect(all(standby, "aws_nat_gateway")).toHaveLength(2);
});

test("saves on NAT gateways in development", () => {
  expect(only(stacks["phoenix-rooivalk-development-network"]!, "aws_nat_gateway")).toBeDefined();
  expect(stacks["phoenix-rooivalk-development-management"]!.resource.aws_nat_gateway).toBeUndefined();
});
