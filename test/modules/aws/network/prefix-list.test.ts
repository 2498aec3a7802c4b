import { PrefixList, type PrefixListProps } from "@modules/aws/network/prefix-list";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Json } from "@modules/checks/json";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const FOUR = ["198.51.100.0/24", "203.0.113.0/24"];
const SIX = ["2001:db8::/32"];

function list(props: Partial<PrefixListProps> = {}): Json {
  return synth((stack) => {
    const edge = new PrefixList(stack, "edge", { name: "edge", cidrs: [...FOUR, ...SIX], ...props });
    const group = new SecurityGroup(stack, "group", {
      name: "group",
      description: "Group",
      vpc: Vpc.fromExisting(stack, "vpc", { id: "vpc-0abc1234", cidr: "10.0.0.0/16" }),
      ports: { https: 443 },
    });
    group.connections.allowFromPrefixList(edge, "https", "The edge");
  }).resource;
}

const byFamily = (resources: Json, type: string): Json[] => Object.values<Json>(resources[type]);

test("keeps each address family in its own list, without spare entries that count against quotas", () => {
  expect(byFamily(list(), "aws_ec2_managed_prefix_list")).toMatchObject([
    { name: "edge-ipv4", address_family: "IPv4", max_entries: 2, entry: FOUR.map((cidr) => ({ cidr })) },
    { name: "edge-ipv6", address_family: "IPv6", max_entries: 1, entry: SIX.map((cidr) => ({ cidr })) },
  ]);
});

test("allows each of its lists in a security group, on the given port", () => {
  const rules = byFamily(list(), "aws_vpc_security_group_ingress_rule");

  expect(rules).toMatchObject(
    ["ipv4", "ipv6"].map((family) => ({
      prefix_list_id: expect.stringMatching(new RegExp(`aws_ec2_managed_prefix_list.edge_${family}_\\w+.id`)),
      from_port: 443,
      to_port: 443,
      ip_protocol: "tcp",
      description: "The edge",
    })),
  );
});

test("makes no list for an address family without networks", () => {
  const resources = list({ cidrs: FOUR });

  expect(byFamily(resources, "aws_ec2_managed_prefix_list")).toHaveLength(1);
  expect(byFamily(resources, "aws_vpc_security_group_ingress_rule")).toHaveLength(1);
});

test.each<[string, Partial<PrefixListProps>, string]>([
  ["no networks", { cidrs: [] }, "edge: cidrs must be a list of at least 1 entry, got none"],
  ["an address without its prefix", { cidrs: ["203.0.113.7"] }, "cidrs must be networks such as"],
  ["a repeated network", { cidrs: [...FOUR, FOUR[0]!] }, "cidrs must be unique, got 198.51.100.0/24 twice"],
  ["a name that AWS reserves", { name: "com.amazonaws.edge" }, "name must be 1 to 255 printable ASCII"],
])("fails on %s", (_, props, message) => {
  expect(() => list(props)).toThrow(message);
});
