import { list } from "../model/values";
import type { Rule } from "./rule";

const WORLD = ["0.0.0.0/0", "::/0"];

export const network: Rule[] = [
  {
    name: "every VPC records its flows",
    type: "aws_vpc",
    holds: (vpc, all) => all.companions(vpc, "aws_flow_log").length > 0,
    broken: { cidr_block: "10.0.0.0/16" },
  },
  {
    name: "every VPC closes its default security group",
    type: "aws_vpc",
    holds: (vpc, all) =>
      all.companions(vpc, "aws_default_security_group").some(({ block }) => !block.ingress && !block.egress),
    broken: { cidr_block: "10.0.0.0/16" },
  },
  {
    name: "the world reaches 80 and 443 of a security group at most",
    type: "aws_vpc_security_group_ingress_rule",
    holds: ({ block }) =>
      ![block.cidr_ipv4, block.cidr_ipv6].some((cidr) => WORLD.includes(cidr)) ||
      (block.ip_protocol === "tcp" && block.from_port === block.to_port && [80, 443].includes(block.from_port)),
    broken: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 22, to_port: 22 },
  },
  {
    name: "security groups have no inline rules",
    type: "aws_security_group",
    holds: ({ block }) => list(block.ingress).length === 0 && list(block.egress).length === 0,
    broken: { ingress: [{ from_port: 22 }] },
  },
  ...["aws_security_group", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"].map(
    (type): Rule => ({
      name: `${type} says what it is for`,
      type,
      holds: ({ block }) => !!block.description,
      broken: { name: "silent" },
    }),
  ),
  {
    name: "network ACLs never open administration to the world",
    type: "aws_network_acl_rule",
    holds: ({ block }) =>
      block.egress === true ||
      !WORLD.includes(block.cidr_block) ||
      (block.protocol === "tcp" &&
        ![20, 21, 22, 3389].some((port) => port >= block.from_port && port <= block.to_port)) ||
      block.from_port === 1024,
    broken: { egress: false, cidr_block: "0.0.0.0/0", protocol: "tcp", from_port: 22, to_port: 22 },
  },
  {
    name: "load balancers are deletion-protected",
    type: "aws_lb",
    protectedOnly: true,
    holds: ({ block }) => block.enable_deletion_protection === true,
    broken: { enable_deletion_protection: false },
  },
  {
    name: "application load balancers drop malformed requests and keep a log",
    type: "aws_lb",
    holds: ({ block }) =>
      block.load_balancer_type !== "application" ||
      (block.drop_invalid_header_fields === true &&
        block.desync_mitigation_mode === "defensive" &&
        list(block.access_logs).some(({ enabled }) => enabled === true)),
    broken: { load_balancer_type: "application", drop_invalid_header_fields: true },
  },
  {
    name: "network load balancers balance over zones and have a security group",
    type: "aws_lb",
    holds: ({ block }) =>
      block.load_balancer_type !== "network" ||
      (block.enable_cross_zone_load_balancing === true && list(block.security_groups).length > 0),
    broken: { load_balancer_type: "network", security_groups: [] },
  },
  {
    name: "listeners speak HTTPS with a modern policy, or redirect to it",
    type: "aws_lb_listener",
    holds: ({ block }) =>
      block.protocol === "TCP" ||
      (block.protocol === "HTTP" && list(block.default_action).every(({ type }) => type === "redirect")) ||
      (["HTTPS", "TLS"].includes(block.protocol) && /TLS13/.test(block.ssl_policy ?? "")),
    broken: { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-2016-08" },
  },
  {
    name: "target groups check the health of their targets",
    type: "aws_lb_target_group",
    holds: ({ block }) => list(block.health_check).length > 0,
    broken: { port: 80 },
  },
  {
    name: "certificates are replaced before the old one goes",
    type: "aws_acm_certificate",
    holds: ({ block }) => block.lifecycle?.create_before_destroy === true && block.validation_method === "DNS",
    broken: { validation_method: "EMAIL" },
  },
];
