import { SecurityGroup, type SecurityGroupProps } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { App } from "cdktf";
import type { Construct } from "constructs";
import { expect, test } from "vitest";
import { type Json, only, synth, synthAll, testStack } from "../../../support/synth";

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

test("admits nothing until it is allowed", () => {
  const json = synth((stack) => groups(stack));

  expect(json.resource.aws_vpc_security_group_ingress_rule).toBeUndefined();
  expect(json.resource.aws_vpc_security_group_egress_rule).toBeUndefined();
});

test("opens both ends of a connection, on the one port the peer listens on", () => {
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

test("adds no way out to a group that may go anywhere", () => {
  const json = synth((stack) => {
    const { api, database } = groups(stack, "everywhere");
    database.connections.allowFrom(api);
  });

  expect(only(json, "aws_vpc_security_group_egress_rule")).toMatchObject({ ip_protocol: "-1" });
});

test("lets a group go anywhere in its VPC, and outside as allowed", () => {
  const json = synth((stack) => groups(stack, "vpc").api.connections.allowToCidr("10.1.0.0/16", 443, "Peers"));

  expect(Object.values(json.resource.aws_vpc_security_group_egress_rule)).toMatchObject([
    { cidr_ipv4: "10.0.0.0/16", ip_protocol: "-1" },
    { cidr_ipv4: "10.1.0.0/16", from_port: 443 },
  ]);
});

test("puts the rules into the stack of whose connections are called", () => {
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

test("fails on a port the peer does not listen on", () => {
  expect(() =>
    synth((stack) => {
      const { api, database } = groups(stack);
      database.connections.allowFrom(api, "redis");
    }),
  ).toThrow("port must be postgres, got redis");
});

test("fails when the port is left open among several or none", () => {
  expect(() =>
    synth((stack) => {
      const { api, database } = groups(stack);
      api.connections.allowFrom(database);
    }),
  ).toThrow("say which port to allow, one of none");
});
