import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";
import type { Json } from "../../../support/synth";

const production = stacks["freeagentics-production-network"]!;

const cidrs = (json: Json) =>
  Object.values<Json>(json.resource.aws_subnet).map(({ cidr_block, availability_zone }) => [
    cidr_block,
    availability_zone,
  ]);

/** Rules of a group, as `from port to peer`. */
function rules(direction: "ingress" | "egress", group: string): string[] {
  return Object.entries(stacks)
    .filter(([id]) => id.startsWith("freeagentics-production-") && !id.endsWith("us-west-2"))
    .flatMap(([, { resource }]) => Object.values<Json>(resource[`aws_vpc_security_group_${direction}_rule`] ?? {}))
    .filter(({ security_group_id }) => new RegExp(`aws_security_group\\W?${group}\\W?id`).test(security_group_id))
    .map(({ from_port, cidr_ipv4, referenced_security_group_id: peer }) => `${from_port} ${cidr_ipv4 ?? peer}`);
}

test("has the subnets of the design in two zones, a NAT gateway in each", () => {
  expect(cidrs(production)).toEqual([
    ["10.0.1.0/24", "us-east-1a"],
    ["10.0.2.0/24", "us-east-1b"],
    ["10.0.10.0/24", "us-east-1a"],
    ["10.0.11.0/24", "us-east-1b"],
    ["10.0.20.0/24", "us-east-1a"],
    ["10.0.21.0/24", "us-east-1b"],
  ]);
  expect(Object.keys(production.resource.aws_nat_gateway)).toHaveLength(2);
});

test("has the same network in the standby's region, apart from the first", () => {
  const standby = stacks["freeagentics-production-network-us-west-2"]!;

  expect(standby.resource.aws_vpc.vpc.cidr_block).toBe("10.10.0.0/16");
  expect(cidrs(standby)).toHaveLength(6);
});

test("admits the world to the load balancer's web ports alone where nothing stands before them", () => {
  const { aws_security_group, aws_vpc_security_group_ingress_rule } =
    stacks["freeagentics-development-network"]!.resource;
  const world = Object.values<Json>(aws_vpc_security_group_ingress_rule).filter(({ cidr_ipv4 }) => cidr_ipv4);

  expect(world.map(({ from_port, cidr_ipv4 }) => `${from_port} ${cidr_ipv4}`)).toEqual([
    "80 0.0.0.0/0",
    "443 0.0.0.0/0",
  ]);
  expect(Object.keys(aws_security_group)).not.toContain("cdn");
});

test.each(["network", "network-us-west-2"])(
  "admits Cloudflare to 443, health checkers and the CDN to 8443, in %s",
  (stack) => {
    const { resource } = stacks[`freeagentics-production-${stack}`]!;
    const ingress = Object.values<Json>(resource.aws_vpc_security_group_ingress_rule);
    const listed = ingress.filter(({ prefix_list_id }) => prefix_list_id);
    const lists = Object.values<Json>(resource.aws_ec2_managed_prefix_list);

    expect(ingress.filter(({ cidr_ipv4 }) => cidr_ipv4)).toEqual([]);
    expect(listed.map(({ from_port, security_group_id }) => `${from_port} ${security_group_id}`)).toEqual([
      "443 ${aws_security_group.load-balancer.id}",
      "8443 ${aws_security_group.load-balancer.id}",
      "8443 ${aws_security_group.cdn.id}",
    ]);
    expect(listed[0].prefix_list_id).toContain("aws_ec2_managed_prefix_list.cloudflare_ipv4");
    expect(listed[1].prefix_list_id).toContain("aws_ec2_managed_prefix_list.health-checkers_ipv4");
    expect(lists.map(({ name, max_entries }) => `${name} ${max_entries}`)).toEqual([
      "freeagentics-cloudflare-ipv4 15",
      "freeagentics-health-checkers-ipv4 17",
    ]);
  },
);

test("sends from the load balancer to the application alone", () => {
  expect(rules("egress", "load-balancer")).toEqual(["8000 ${aws_security_group.app.id}"]);
});

test("lets the application to the database, the cache and HTTPS only", () => {
  const all = rules("egress", "app");

  expect(all.map((rule) => rule.split(" ")[0])).toEqual(["443", "5432", "6379", "5432", "5432"]);
  expect(all[0]).toBe("443 0.0.0.0/0");
});

test("opens SSH of the application to the bastion alone", () => {
  const ssh = rules("ingress", "app").filter((rule) => rule.startsWith("22 "));

  expect(ssh).toEqual([expect.stringMatching(/^22 \$\{aws_security_group\.bastion_security-group/)]);
});

test("lets the database and the cache answer and never call", () => {
  const { aws_security_group, aws_vpc_security_group_egress_rule } = stacks["freeagentics-production-data"]!.resource;
  const named = (name: string) => Object.entries<Json>(aws_security_group).find(([, group]) => group.name === name)![0];

  for (const name of ["freeagentics-db-sg", "freeagentics-redis-sg"]) {
    const callers = Object.values<Json>(aws_vpc_security_group_egress_rule).map((rule) => rule.security_group_id);
    expect(callers).not.toContain(`\${aws_security_group.${named(name)}.id}`);
  }
});
