import { SecurityGroup, type SecurityGroupProps } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth, synthAll, testStack } from "@modules/testing/synth";
import type { App } from "cdktf";
import type { Construct } from "constructs";
import { expect, test } from "vitest";

function vpc(scope: Construct): Vpc {
  return new Vpc(scope, "vpc", {
    name: "shop",
    cidr: "10.0.0.0/16",
    subnets: { database: { tier: "isolated", cidrs: { "us-east-1a": "10.0.1.0/24" } } },
    natGateways: "none",
  });
}

function groups(scope: Construct, egress: SecurityGroupProps["egress"] = "allowed") {
  const inVpc = { vpc: vpc(scope), description: "A group" };
  const api = new SecurityGroup(scope, "api", { ...inVpc, name: "api-sg", egress });
  const database = new SecurityGroup(scope, "database", { ...inVpc, name: "db-sg", ports: { postgres: 5432 } });
  return { api, database };
}

test("has no rules until a connection is allowed", () => {
  const json = synth((stack) => groups(stack));

  expect(json.resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
  expect(json.resource.aws_vpc_security_group_egress_rule).toBeUndefined();
});

test("adds the ingress rule and the egress rule of a connection, for the peer's only port", () => {
  const json = synth((stack) => {
    const { api, database } = groups(stack);
    database.connections.allowFrom(api);
  });
  const port = { from_port: 5432, to_port: 5432, ip_protocol: "tcp" };

  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({
    security_group_id: "${aws_security_group.database.id}",
    referenced_security_group_id: "${aws_security_group.api.id}",
    ...port,
  });
  expect(only(json, "aws_vpc_security_group_egress_rule")).toMatchObject({
    security_group_id: "${aws_security_group.api.id}",
    referenced_security_group_id: "${aws_security_group.database.id}",
    ...port,
  });
});

test("adds no egress rule to a group that already allows all egress", () => {
  const json = synth((stack) => {
    const { api, database } = groups(stack, "everywhere");
    database.connections.allowFrom(api);
  });

  expect(only(json, "aws_vpc_security_group_egress_rule")).toMatchObject({ ip_protocol: "-1" });
});

test("allows egress to the VPC, and outside of it to allowed networks", () => {
  const json = synth((stack) => groups(stack, "vpc").api.connections.allowToCidr("10.1.0.0/16", 443, "Peers"));

  expect(Object.values(json.resource.aws_vpc_security_group_egress_rule)).toMatchObject([
    { cidr_ipv4: "10.0.0.0/16", ip_protocol: "-1" },
    { cidr_ipv4: "10.1.0.0/16", from_port: 443 },
  ]);
});

test("puts the rules into the stack of the construct whose connections are called", () => {
  const define = (app: App): void => {
    const data = testStack(app, "data");
    const { database } = groups(data);
    const compute = testStack(app, "compute");
    const peer = new SecurityGroup(compute, "cluster", { name: "cluster-sg", description: "Nodes", vpc: vpc(compute) });
    peer.connections.allowTo(database);
  };
  const { data, compute } = synthAll(define) as { data: Json; compute: Json };

  expect(data.resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
  expect(only(compute, "aws_vpc_security_group_ingress_rule").security_group_id).toContain("terraform_remote_state");
});

test("fails on a port that the group does not declare", () => {
  expect(() =>
    synth((stack) => {
      const { api, database } = groups(stack);
      database.connections.allowFrom(api, "redis");
    }),
  ).toThrow("port must be postgres, got redis");
});

test("fails without a port when the group declares none", () => {
  expect(() =>
    synth((stack) => {
      const { api, database } = groups(stack);
      api.connections.allowFrom(database);
    }),
  ).toThrow("api: port must be declared first, got none");
});

test("fails without a port when the group declares several", () => {
  expect(() =>
    synth((stack) => {
      const { api } = groups(stack);
      const web = new SecurityGroup(stack, "web", {
        name: "web-sg",
        description: "Web",
        vpc: Vpc.fromExisting(stack, "existing", { id: "vpc-0abc1234", cidr: "10.1.0.0/16" }),
        ports: { http: 80, https: 443 },
      });
      web.connections.allowFrom(api);
    }),
  ).toThrow("web: port must be given as http or https, got none");
});

test("adds rules to an existing group", () => {
  const json = synth((stack) => {
    const { api } = groups(stack);
    const legacy = SecurityGroup.fromExisting(stack, "legacy", { id: "sg-0abc1234", ports: { mysql: 3306 } });
    legacy.connections.allowFrom(api);
  });

  expect(Object.keys(json.resource.aws_security_group).sort()).toEqual(["api", "database"]);
  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({
    security_group_id: "sg-0abc1234",
    from_port: 3306,
  });
});

test("adds no egress rule to an existing group that allows all egress", () => {
  const json = synth((stack) => {
    const { database } = groups(stack);
    const legacy = SecurityGroup.fromExisting(stack, "legacy", { id: "sg-0abc1234", egressEverywhere: true });
    database.connections.allowFrom(legacy);
  });

  expect(json.resource.aws_vpc_security_group_egress_rule).toBeUndefined();
});

test("lets overrides replace arguments of the security group", () => {
  const json = synth(
    (stack) =>
      new SecurityGroup(stack, "api", {
        name: "api-sg",
        description: "API",
        vpc: vpc(stack),
        overrides: { revokeRulesOnDelete: false },
      }),
  );

  expect(only(json, "aws_security_group")).toMatchObject({ name: "api-sg", revoke_rules_on_delete: false });
});

test("lets members of a group reach each other, in and out", () => {
  const { resource } = synth((stack) => groups(stack).api.connections.allowInternally());
  const rule = {
    security_group_id: "${aws_security_group.api.id}",
    referenced_security_group_id: "${aws_security_group.api.id}",
    ip_protocol: "-1",
  };

  expect(only({ resource }, "aws_vpc_security_group_ingress_rule")).toMatchObject(rule);
  expect(only({ resource }, "aws_vpc_security_group_egress_rule")).toMatchObject(rule);
});

test("adds no egress to itself to a group that reaches everything", () => {
  const { resource } = synth((stack) => groups(stack, "everywhere").api.connections.allowInternally());

  const rules = Object.values<Json>(resource.aws_vpc_security_group_egress_rule);
  expect(rules.filter(({ referenced_security_group_id }) => referenced_security_group_id)).toEqual([]);
});
