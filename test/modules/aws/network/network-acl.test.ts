import { type AclRule, EPHEMERAL_PORTS, FRAGMENTATION_NEEDED, NetworkAcl } from "@modules/aws/network/network-acl";
import { Vpc } from "@modules/aws/network/vpc";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function acl(ingress: Record<string, AclRule>, egress?: Record<string, AclRule>): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "shop",
      cidr: "10.0.0.0/16",
      subnets: { database: { tier: "isolated", cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } } },
      natGateways: "none",
    });
    new NetworkAcl(stack, "acl", { name: "shop-database", vpc, subnetGroups: ["database"], ingress, egress });
  });
}

function rules(json: Json, egress: boolean): Json[] {
  return Object.values<Json>(json.resource.aws_network_acl_rule).filter((rule) => rule.egress === egress);
}

test("is associated with every subnet of its groups", () => {
  const json = acl({ vpc: { number: 100, cidr: "10.0.0.0/16" } });

  expect(only(json, "aws_network_acl").subnet_ids).toHaveLength(2);
});

test("allows all egress by default, because replies are egress too", () => {
  const json = acl({ vpc: { number: 100, cidr: "10.0.0.0/16" } });

  expect(rules(json, true)).toEqual([expect.objectContaining({ protocol: "-1", cidr_block: "0.0.0.0/0" })]);
});

test("allows only TCP in a rule with ports", () => {
  const json = acl({ replies: { number: 110, cidr: "0.0.0.0/0", tcpPorts: EPHEMERAL_PORTS } });

  expect(rules(json, false)).toEqual([
    expect.objectContaining({ protocol: "tcp", from_port: 1024, to_port: 65535, rule_number: 110 }),
  ]);
});

test("allows one ICMP message in a rule with icmp", () => {
  const json = acl({ tooLarge: { number: 120, cidr: "0.0.0.0/0", icmp: FRAGMENTATION_NEEDED } });

  expect(rules(json, false)).toEqual([expect.objectContaining({ protocol: "icmp", icmp_type: 3, icmp_code: 4 })]);
});

test("fails when two rules of a direction have one number", () => {
  const rule = { number: 100, cidr: "10.0.0.0/16" };

  expect(() => acl({ one: rule, two: rule })).toThrow(
    "acl: ingress.two.number must be unique in its direction, got 100, which one has",
  );
});

test("fails on a number that EC2 refuses", () => {
  expect(() => acl({ late: { number: 40_000, cidr: "10.0.0.0/16" } })).toThrow(
    "acl: ingress.late.number must be a whole number, 1 to 32766, got 40000",
  );
});
