import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { testApp, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../../../environments/dafnckmachine/rules";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { NetworkStack } from "../../../../stacks/dafnckmachine/aws/network";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-network"]!;
const { network, recovery, secondaryRegions } = production;
const standbyRegion = recovery!.region;
/** A secondary region with isolated subnets only. */
const [isolatedRegion] = Object.keys(secondaryRegions).filter((region) => region !== standbyRegion) as [string];

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

/** Ingress rules of the security group with a physical name. */
function admitted(json: Json, group: string): Json[] {
  const [address] = Object.entries<Json>(json.resource.aws_security_group).find(([, { name }]) => name === group)!;
  return all(json, "aws_vpc_security_group_ingress_rule").filter(
    (rule) => rule.security_group_id === `\${aws_security_group.${address}.id}`,
  );
}

/** CIDR blocks of the subnets that an environment describes. */
function plannedSubnets({ subnets }: typeof network): string[] {
  return Object.values(subnets).flatMap(({ cidrs }) => Object.values(cidrs));
}

test("creates the environment's subnets, and a NAT gateway in each availability zone", () => {
  expect(all(stack, "aws_subnet").map((subnet) => subnet.cidr_block)).toEqual(plannedSubnets(network));
  expect(all(stack, "aws_nat_gateway")).toHaveLength(network.availabilityZones.length);
});

/** Ingress rules that allow every address. */
function worldly(json: Json): Json[] {
  return all(json, "aws_vpc_security_group_ingress_rule").filter((rule) => rule.cidr_ipv4 === "0.0.0.0/0");
}

test.each(["network", `network-${standbyRegion}`])(
  "opens the load balancers of %s to CloudFront and the health checkers, on port 443",
  (name) => {
    const json = stacks[`dafnckmachine-production-${name}`]!;
    const checkers = admitted(json, "dafnckmachine-web-sg");
    const cdn = admitted(json, "dafnckmachine-cdn-sg");

    expect(worldly(json)).toEqual([]);
    expect(checkers.map((rule) => [rule.from_port, rule.prefix_list_id])).toEqual([
      [443, expect.stringContaining("health-checkers")],
    ]);
    expect(cdn.map((rule) => [rule.from_port, rule.prefix_list_id])).toEqual([[443, expect.stringMatching(/^pl-/)]]);
  },
);

test("opens the load balancers to everyone where the environment says so, on ports 80 and 443", () => {
  const open = worldly(stacks["dafnckmachine-development-network"]!);

  expect(open.map((rule) => rule.from_port).sort()).toEqual([443, 80]);
  expect(new Set(open.map((rule) => rule.security_group_id))).toEqual(new Set(["${aws_security_group.web.id}"]));
});

test("opens the API tier's ports to the load balancers only", () => {
  const rules = admitted(stack, "dafnckmachine-api-sg");

  expect(rules.map((rule) => rule.from_port).sort()).toEqual([3000, 3001, 8080]);
  expect(rules.every((rule) => rule.referenced_security_group_id === "${aws_security_group.web.id}")).toBe(true);
});

test("allows reply traffic in the network ACLs of public subnets, private subnets and pods", () => {
  const replies = all(stack, "aws_network_acl_rule").filter(
    (rule) => !rule.egress && rule.from_port === 1024 && rule.cidr_block === "0.0.0.0/0",
  );

  expect(replies).toHaveLength(3);
});

test("allows traffic of the database subnets inside the VPC and with Cloud SQL only", () => {
  const [address] = Object.entries<Json>(stack.resource.aws_network_acl).find(
    ([, acl]) => acl.tags.Name === "dafnckmachine-database",
  )!;
  const rules = all(stack, "aws_network_acl_rule").filter((rule) => rule.network_acl_id.includes(`${address}.id`));

  const { servicesCidr } = production.google!.network;
  const cidrs = (egress: boolean) => rules.filter((rule) => rule.egress === egress).map((rule) => rule.cidr_block);

  expect(cidrs(false)).toEqual([network.cidr, servicesCidr]);
  expect(cidrs(true)).toEqual([network.cidr, servicesCidr]);
});

test.each(["development", "staging", "production"])("logs the flows of every VPC of %s", (environment) => {
  const networks = Object.entries(stacks).filter(([id]) => id.startsWith(`dafnckmachine-${environment}-network`));

  expect(networks.length).toBeGreaterThan(0);
  for (const [, json] of networks) {
    expect(all(json, "aws_flow_log")).toHaveLength(all(json, "aws_vpc").length);
  }
});

test("gives a region of replicas isolated subnets without a route to the internet", () => {
  const secondary = stacks[`dafnckmachine-production-network-${isolatedRegion}`]!;

  expect(secondary.provider.aws[0].region).toBe(isolatedRegion);
  expect(secondary.resource.aws_route).toBeUndefined();
});

test("creates the standby region's subnets and the security groups of the primary region", () => {
  const standby = stacks[`dafnckmachine-production-network-${standbyRegion}`]!;
  const planned = secondaryRegions[standbyRegion]!.network;

  expect(standby.provider.aws[0].region).toBe(standbyRegion);
  expect(all(standby, "aws_subnet").map((subnet) => subnet.cidr_block)).toEqual(plannedSubnets(planned));
  expect(all(standby, "aws_nat_gateway")).toHaveLength(planned.availabilityZones.length);
  expect(admitted(standby, "dafnckmachine-api-sg").map((rule) => rule.from_port)).toEqual(
    admitted(stack, "dafnckmachine-api-sg").map((rule) => rule.from_port),
  );
});

test("fails when the tiers' security groups are needed in a region without public subnets", () => {
  const environment: DafnckmachineEnvironment = dafnckmachineSchema.parse(production);
  const app = testApp();
  const logsKey = new Key(testStack(app), "logs", { name: "logs", description: "Logs" });
  const network = new NetworkStack(app, environment, { logsKey }, isolatedRegion);

  expect(() => network.groups).toThrow(
    `dafnckmachine-production-network-${isolatedRegion}: only a network with public subnets has the groups`,
  );
});

test("names the role of the flow log differently in each region, since roles are global", () => {
  const names = Object.entries(stacks)
    .filter(([id]) => id.startsWith("dafnckmachine-production-network"))
    .map(([, json]) => all(json, "aws_iam_role")[0].name);

  expect(new Set(names).size).toBe(1 + Object.keys(secondaryRegions).length);
  expect(names).toContain("flowlogsRole");
});
