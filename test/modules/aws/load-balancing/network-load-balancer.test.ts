import { Certificate } from "@modules/aws/dns/certificate";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import { NetworkLoadBalancer } from "@modules/aws/load-balancing/network-load-balancer";
import { TargetGroup } from "@modules/aws/load-balancing/target-group";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function balancer({ tls = false, name = "inner", internetFacing = false } = {}): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "shop",
      cidr: "10.0.0.0/16",
      subnets: {
        public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24" } },
        private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24" } },
      },
    });
    const zone = new HostedZone(stack, "zone", { domain: "example.com", comment: "Shop" });
    const balancer = new NetworkLoadBalancer(stack, "balancer", {
      name,
      vpc,
      internetFacing,
      listeners: {
        orders: {
          port: 8080,
          targetGroup: new TargetGroup(stack, "orders", { name: "orders", vpc, port: 3001, protocol: "TCP" }),
          certificate: tls ? new Certificate(stack, "certificate", { domainName: "example.com", zone }) : undefined,
        },
      },
    });
    const tasks = new SecurityGroup(stack, "tasks", {
      name: "tasks",
      description: "Tasks",
      vpc,
      ports: { orders: 3001 },
      egress: "everywhere",
    });
    balancer.connections.allowFrom(tasks);
    balancer.connections.allowTo(tasks);
  });
}

test("is internal, with a security group from its creation", () => {
  expect(only(balancer(), "aws_lb")).toMatchObject({
    load_balancer_type: "network",
    internal: true,
    enable_cross_zone_load_balancing: true,
    enable_deletion_protection: true,
    security_groups: [expect.stringContaining("aws_security_group.balancer")],
  });
});

test("has public addresses when it is internet-facing, and no ingress rules of its own", () => {
  const json = balancer({ internetFacing: true });

  expect(only(json, "aws_lb")).toMatchObject({
    internal: false,
    subnets: [expect.stringContaining("public")],
    security_groups: [expect.stringContaining("aws_security_group.balancer")],
  });
  expect(
    Object.values<Json>(json.resource.aws_vpc_security_group_ingress_rule).filter((rule) => rule.cidr_ipv4),
  ).toEqual([]);
});

test("passes TCP through", () => {
  expect(only(balancer(), "aws_lb_listener")).toMatchObject({ port: 8080, protocol: "TCP" });
  expect(only(balancer(), "aws_lb_listener")).not.toHaveProperty("ssl_policy");
});

test("terminates TLS with a certificate", () => {
  expect(only(balancer({ tls: true }), "aws_lb_listener")).toMatchObject({
    protocol: "TLS",
    ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  });
});

test("allows clients by listener, and egress to targets only", () => {
  const json = balancer();

  const ports = Object.values<Json>(json.resource.aws_vpc_security_group_ingress_rule).map(
    ({ from_port }) => from_port,
  );
  expect(ports.sort()).toEqual([3001, 8080]);
  const out = Object.values<Json>(json.resource.aws_vpc_security_group_egress_rule).filter(({ security_group_id }) =>
    security_group_id.includes("balancer"),
  );
  expect(out).toMatchObject([{ from_port: 3001, to_port: 3001 }]);
});

test("fails on a name that AWS refuses", () => {
  expect(() => balancer({ name: "inner_one" })).toThrow(
    "name must be 1 to 32 letters, digits and hyphens, no hyphen at either end",
  );
});
