import { HEALTH_CHECKERS } from "@modules/aws/dns/health-checkers";
import type { Json } from "@modules/checks/json";
import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { POSTGRES_PORT, REDIS_PORT } from "@modules/core/ports";
import { expect, test } from "vitest";
import { production } from "../../../../environments/freeagentics/production";
import { APP_PORT } from "../../../../stacks/freeagentics/aws/network";
import { stacks } from "../../../support/stacks";

const { network, recovery, secondaryRegions } = production;
const { region } = recovery!;
const primary = stacks["freeagentics-production-network"]!;
const standby = stacks[`freeagentics-production-network-${region}`]!;

const cidrs = (json: Json) =>
  Object.values<Json>(json.resource.aws_subnet).map(({ cidr_block, availability_zone }) => [
    cidr_block,
    availability_zone,
  ]);

/** Security group rules of the primary region's stacks, as `<port> <peer>`. */
function rules(direction: "ingress" | "egress", group: string): string[] {
  return Object.entries(stacks)
    .filter(([id]) => id.startsWith("freeagentics-production-") && !id.endsWith(region))
    .flatMap(([, { resource }]) => Object.values<Json>(resource[`aws_vpc_security_group_${direction}_rule`] ?? {}))
    .filter(({ security_group_id }) => new RegExp(`aws_security_group\\W?${group}\\W?id`).test(security_group_id))
    .map(({ from_port, cidr_ipv4, referenced_security_group_id: peer }) => `${from_port} ${cidr_ipv4 ?? peer}`);
}

test("reserves every fixed address of an instance before others take addresses, in the primary region alone", () => {
  const instances = Object.entries(stacks)
    .filter(([id]) => id.startsWith("freeagentics-production-"))
    .flatMap(([, { resource }]) => Object.values<Json>(resource.aws_instance ?? {}));
  const fixed = instances.flatMap(({ private_ip }) => (private_ip ? [`${private_ip}/32`] : []));
  const reserved = Object.values<Json>(primary.resource.aws_ec2_subnet_cidr_reservation);

  expect(fixed.length).toBeGreaterThan(0);
  expect(reserved.map(({ cidr_block }) => cidr_block).sort()).toEqual(fixed.sort());
  expect(standby.resource.aws_ec2_subnet_cidr_reservation).toBeUndefined();
});

test.each([
  ["the primary region", primary, network],
  ["the standby's region", standby, secondaryRegions[region]!.network],
])(
  "creates the subnets of %s, with a NAT gateway in each availability zone",
  (_, json, { cidr, subnets, availabilityZones }) => {
    const planned = Object.values(subnets).flatMap((group) =>
      Object.entries(group.cidrs).map(([zone, block]) => [block, zone]),
    );

    expect(json.resource.aws_vpc.vpc.cidr_block).toBe(cidr);
    expect(cidrs(json)).toEqual(planned);
    expect(Object.keys(json.resource.aws_nat_gateway)).toHaveLength(availabilityZones.length);
  },
);

test("opens only the load balancer's web ports to the internet without Cloudflare", () => {
  const { aws_security_group, aws_vpc_security_group_ingress_rule } =
    stacks["freeagentics-development-network"]!.resource;
  const world = Object.values<Json>(aws_vpc_security_group_ingress_rule).filter(({ cidr_ipv4 }) => cidr_ipv4);

  expect(world.map(({ from_port, cidr_ipv4 }) => `${from_port} ${cidr_ipv4}`)).toEqual([
    "80 0.0.0.0/0",
    "443 0.0.0.0/0",
  ]);
  expect(Object.keys(aws_security_group)).not.toContain("cdn");
});

test.each(["network", `network-${region}`])(
  "opens port 443 to Cloudflare and port 8443 to health checkers and CloudFront in %s",
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
      `freeagentics-cloudflare-ipv4 ${CLOUDFLARE_IPV4.length}`,
      `freeagentics-health-checkers-ipv4 ${HEALTH_CHECKERS.length}`,
    ]);
  },
);

test("lets the load balancer connect to the application only", () => {
  expect(rules("egress", "load-balancer")).toEqual([`${APP_PORT} \${aws_security_group.app.id}`]);
});

test("lets the application connect to the databases, the cache and HTTPS only", () => {
  const all = rules("egress", "app");

  const here = production.database.replicas.filter((replica) => replica.region === production.account.region);

  expect(all.map((rule) => Number(rule.split(" ")[0]))).toEqual([
    443,
    POSTGRES_PORT,
    REDIS_PORT,
    ...here.map(() => POSTGRES_PORT),
  ]);
  expect(all[0]).toBe("443 0.0.0.0/0");
});

test("opens SSH on the application servers to the bastion only", () => {
  const ssh = rules("ingress", "app").filter((rule) => rule.startsWith("22 "));

  expect(ssh).toEqual([expect.stringMatching(/^22 \$\{aws_security_group\.bastion_security-group/)]);
});

test("lets the database and the cache open no connection", () => {
  const { aws_security_group, aws_vpc_security_group_egress_rule } = stacks["freeagentics-production-data"]!.resource;
  const named = (name: string) => Object.entries<Json>(aws_security_group).find(([, group]) => group.name === name)![0];

  for (const name of ["freeagentics-db-sg", "freeagentics-redis-sg"]) {
    const callers = Object.values<Json>(aws_vpc_security_group_egress_rule).map((rule) => rule.security_group_id);
    expect(callers).not.toContain(`\${aws_security_group.${named(name)}.id}`);
  }
});
