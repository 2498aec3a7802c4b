import { CLOUDFLARE_IPV4 } from "@modules/cloudflare/addresses";
import { expect, test } from "vitest";
import { production as environment } from "../../../../environments/lp/production";
import type { CloudflareEnvironment } from "../../../../stacks/base/cloudflare-stack";
import { certifiedHosts } from "../../../../stacks/lp/cluster/gateway";
import { stacks } from "../../../support/stacks";
import { type Json, only } from "../../../support/synth";

const production = stacks["lp-production-load-balancing"]!;
const development = stacks["lp-development-load-balancing"]!;

const values = (json: Json, type: string): Json[] => Object.values<Json>(json.resource[type] ?? {});

test("passes connections on as they come, so that TLS ends in the gateway", () => {
  expect(only(production, "aws_lb")).toMatchObject({
    name: "lp-nlb",
    load_balancer_type: "network",
    internal: false,
    subnets: ["a", "b", "c"].map((zone) => expect.stringContaining(`public-us-east-1${zone}`)),
    enable_deletion_protection: true,
  });
  expect(only(production, "aws_lb_listener")).toMatchObject({ port: 443, protocol: "TCP" });
});

test("takes pods as targets, and asks for their health where no TLS is in the way", () => {
  expect(only(production, "aws_lb_target_group")).toMatchObject({
    name: "lp-gateway",
    target_type: "ip",
    port: 443,
    protocol: "TCP",
    health_check: { protocol: "HTTP", port: "15021", path: "/healthz/ready" },
  });
});

test("lets nobody in but Cloudflare, and itself to the gateway's ports of the cluster only", () => {
  const edge = only(production, "aws_ec2_managed_prefix_list");
  const ingress = values(production, "aws_vpc_security_group_ingress_rule");
  const [fromEdge, ...others] = [...ingress].sort((one, other) =>
    one.prefix_list_id ? -1 : other.prefix_list_id ? 1 : 0,
  );

  expect(edge.entry.map(({ cidr }: Json) => cidr)).toEqual(CLOUDFLARE_IPV4);
  expect(fromEdge).toMatchObject({
    from_port: 443,
    to_port: 443,
    prefix_list_id: expect.stringContaining("cloudflare"),
  });
  expect(others).toMatchObject([443, 15021].map((port) => ({ from_port: port, to_port: port })));
  for (const { security_group_id, referenced_security_group_id } of others) {
    expect(security_group_id).toContain("lp-production-kubernetes");
    expect(referenced_security_group_id).toContain("aws_security_group.public");
  }
  expect(values(production, "aws_vpc_security_group_egress_rule").map(({ from_port }) => from_port)).toEqual([
    443, 15021,
  ]);
});

test("lets administrators in where no Cloudflare is before it", () => {
  expect(only(development, "aws_ec2_managed_prefix_list")).toMatchObject({
    name: "lp-administrators-development-ipv4",
    entry: [{ cidr: "203.0.113.0/24" }],
  });
});

test("gives the load balancer the name Cloudflare asks for, and all names where nobody else has them", () => {
  const names = (json: Json) => values(json, "aws_route53_record").map(({ name }) => name);

  expect(names(production)).toEqual(["origin.aws.lp-system.com"]);
  expect(names(development)).toEqual(["origin", "api", "app"].map((label) => `${label}.aws.development.lp-system.com`));
});

test("has the gateway certify what is asked for and where it is", () => {
  const lp = environment as unknown as CloudflareEnvironment;

  expect(certifiedHosts(lp)).toEqual(["origin.aws.lp-system.com", "api.lp-system.com", "app.lp-system.com"]);
});
