import type { Json } from "@modules/checks/json";
import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development as developmentFile } from "../../../../environments/lp/development";
import { production as productionFile } from "../../../../environments/lp/production";
import { GATEWAY_PORTS } from "../../../../stacks/lp/cluster/gateway";
import { stacks } from "../../../support/stacks";

const production = stacks["lp-production-load-balancing"]!;
const development = stacks["lp-development-load-balancing"]!;
const ports = Object.values(GATEWAY_PORTS);

test("forwards TCP connections, so that the gateway terminates TLS", () => {
  expect(only(production, "aws_lb")).toMatchObject({
    name: "lp-nlb",
    load_balancer_type: "network",
    internal: false,
    subnets: productionFile.network.availabilityZones.map((zone) => expect.stringContaining(`public-${zone}`)),
    enable_deletion_protection: true,
  });
  expect(only(production, "aws_lb_listener")).toMatchObject({ port: 443, protocol: "TCP" });
});

test("targets pods and checks their health on the status port without TLS", () => {
  expect(only(production, "aws_lb_target_group")).toMatchObject({
    name: "lp-gateway",
    target_type: "ip",
    port: GATEWAY_PORTS.gateway,
    protocol: "TCP",
    health_check: { protocol: "HTTP", port: `${GATEWAY_PORTS["gateway-status"]}`, path: "/healthz/ready" },
  });
});

test("admits Cloudflare's addresses only", () => {
  const [rule, ...others] = resources(production, "aws_vpc_security_group_ingress_rule").filter(
    ({ prefix_list_id }) => prefix_list_id,
  );

  expect(others).toEqual([]);
  expect(rule).toMatchObject({ from_port: 443, to_port: 443, prefix_list_id: expect.stringContaining("cloudflare") });
  expect(only(production, "aws_ec2_managed_prefix_list").entry.map(({ cidr }: Json) => cidr)).toEqual(CLOUDFLARE_IPV4);
});

test("reaches the gateway's ports of the cluster and nothing else", () => {
  const rules = resources(production, "aws_vpc_security_group_ingress_rule").filter(
    ({ prefix_list_id }) => !prefix_list_id,
  );

  expect(rules).toMatchObject(ports.map((port) => ({ from_port: port, to_port: port })));
  for (const { security_group_id, referenced_security_group_id } of rules) {
    expect(security_group_id).toContain("lp-production-kubernetes");
    expect(referenced_security_group_id).toContain("aws_security_group.public");
  }
  expect(resources(production, "aws_vpc_security_group_egress_rule").map(({ from_port }) => from_port)).toEqual(ports);
});

test("admits administrators' networks without Cloudflare in front", () => {
  expect(developmentFile.cloudflare).toBeUndefined();
  expect(only(development, "aws_ec2_managed_prefix_list")).toMatchObject({
    name: "lp-administrators-development-ipv4",
    entry: developmentFile.kubernetes.adminCidrs.map((cidr) => ({ cidr })),
  });
});

test("has the origin's DNS record, and records of the public hosts without Cloudflare", () => {
  const names = (json: Json) => resources(json, "aws_route53_record").map(({ name }) => name);

  expect(names(production)).toEqual([`origin.${productionFile.domain}`]);
  expect(names(development)).toEqual(["origin", "api", "app"].map((label) => `${label}.${developmentFile.domain}`));
});
