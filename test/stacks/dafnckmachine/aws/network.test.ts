import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { testApp, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { checkedEnvironments } from "../../../../app/environments";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { NetworkStack } from "../../../../stacks/dafnckmachine/aws/network";
import { platforms } from "../../../../stacks/platforms";
import { stacks } from "../../../support/stacks";

const production = stacks["dafnckmachine-production-network"]!;
const ENVIRONMENTS = ["development", "staging", "production"] as const;

function all(json: Json, type: string): Json[] {
  return Object.values(json.resource[type] ?? {});
}

/** Ingress rules of the group with a name. */
function admitted(json: Json, group: string): Json[] {
  const [address] = Object.entries<Json>(json.resource.aws_security_group).find(([, { name }]) => name === group)!;
  return all(json, "aws_vpc_security_group_ingress_rule").filter(
    (rule) => rule.security_group_id === `\${aws_security_group.${address}.id}`,
  );
}

test("gives production three tiers over three zones and a NAT gateway in each", () => {
  expect(all(production, "aws_subnet")).toHaveLength(9);
  expect(all(production, "aws_nat_gateway")).toHaveLength(3);
});

test("opens only the load balancers' group to the world, on 80 and 443", () => {
  const open = all(production, "aws_vpc_security_group_ingress_rule").filter((rule) => rule.cidr_ipv4 === "0.0.0.0/0");

  expect(open.map((rule) => rule.from_port).sort()).toEqual([443, 80]);
  expect(new Set(open.map((rule) => rule.security_group_id))).toEqual(new Set(["${aws_security_group.web.id}"]));
});

test("admits the API tier's ports from the load balancers alone", () => {
  const rules = admitted(production, "dafnckmachine-api-sg");

  expect(rules.map((rule) => rule.from_port).sort()).toEqual([3000, 3001, 8080]);
  expect(rules.every((rule) => rule.referenced_security_group_id === "${aws_security_group.web.id}")).toBe(true);
});

test("lets replies through the stateless filters of public and private subnets", () => {
  const replies = all(production, "aws_network_acl_rule").filter(
    (rule) => !rule.egress && rule.from_port === 1024 && rule.cidr_block === "0.0.0.0/0",
  );

  expect(replies).toHaveLength(2);
});

test("lets the database subnets talk inside the VPC only", () => {
  const [address] = Object.entries<Json>(production.resource.aws_network_acl).find(
    ([, acl]) => acl.tags.Name === "dafnckmachine-database",
  )!;
  const rules = all(production, "aws_network_acl_rule").filter((rule) => rule.network_acl_id.includes(`${address}.id`));

  expect(rules.map((rule) => rule.cidr_block)).toEqual(["10.0.0.0/16", "10.0.0.0/16"]);
});

test.each(ENVIRONMENTS)("records the flows of every VPC of %s", (environment) => {
  const networks = Object.entries(stacks).filter(([id]) => id.startsWith(`dafnckmachine-${environment}-network`));

  expect(networks.length).toBeGreaterThan(0);
  for (const [, json] of networks) {
    expect(all(json, "aws_flow_log")).toHaveLength(all(json, "aws_vpc").length);
  }
});

test("gives secondary regions isolated subnets and no way out", () => {
  const secondary = stacks["dafnckmachine-production-network-eu-west-1"]!;

  expect(secondary.provider.aws[0].region).toBe("eu-west-1");
  expect(secondary.resource.aws_route).toBeUndefined();
});

test("gives the standby's region the tiers of the primary one", () => {
  const standby = stacks["dafnckmachine-production-network-us-west-2"]!;

  expect(standby.provider.aws[0].region).toBe("us-west-2");
  expect(all(standby, "aws_subnet").map((subnet) => subnet.cidr_block)).toEqual(
    [1, 2, 3, 11, 12, 13, 21, 22, 23].map((third) => `10.10.${third}.0/24`),
  );
  expect(all(standby, "aws_nat_gateway")).toHaveLength(3);
  expect(admitted(standby, "dafnckmachine-api-sg").map((rule) => rule.from_port)).toEqual(
    admitted(production, "dafnckmachine-api-sg").map((rule) => rule.from_port),
  );
});

test("fails when something wants to serve from a region that nothing reaches", () => {
  const { environment } = checkedEnvironments(platforms).find(({ environment }) => environment.name === "production")!;
  const app = testApp();
  const logsKey = new Key(testStack(app), "logs", { name: "logs", description: "Logs" });
  const network = new NetworkStack(app, environment as DafnckmachineEnvironment, { logsKey }, "eu-west-1");

  expect(() => network.groups).toThrow(
    "dafnckmachine-production-network-eu-west-1: only a network with public subnets has the groups",
  );
});

test("names the delivery role apart in each region, since roles belong to the account", () => {
  const names = Object.entries(stacks)
    .filter(([id]) => id.startsWith("dafnckmachine-production-network"))
    .map(([, json]) => all(json, "aws_iam_role")[0].name);

  expect(new Set(names).size).toBe(3);
  expect(names).toContain("flowlogsRole");
});
