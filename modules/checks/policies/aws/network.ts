/** VPCs, security groups and network ACLs. */
import { list } from "../../model/values";
import type { Rule } from "../rule";

const WORLD = new Set(["0.0.0.0/0", "::/0"]);
const WEB_PORTS = new Set([80, 443]);
/** FTP, SSH and RDP. */
const ADMINISTRATION_PORTS = [20, 21, 22, 3389];
/** Answers to a program's own connections arrive on the ports from here; RDP's is among them. */
const FIRST_EPHEMERAL_PORT = 1024;

export const network: readonly Rule[] = [
  {
    name: "VPCs record their flows",
    type: "aws_vpc",
    holds: (vpc, all) => all.companions(vpc, "aws_flow_log").length > 0,
    fix: "add an aws_flow_log, such as the module FlowLog",
    broken: { cidr_block: "10.0.0.0/16" },
  },
  {
    name: "VPCs close their default security group",
    type: "aws_vpc",
    holds: (vpc, all) =>
      all.companions(vpc, "aws_default_security_group").some(({ block }) => !block.ingress && !block.egress),
    fix: "add an aws_default_security_group without rules",
    broken: { cidr_block: "10.0.0.0/16" },
  },
  {
    name: "security groups admit the world to no ports but 80 and 443",
    type: "aws_vpc_security_group_ingress_rule",
    holds: ({ block }) =>
      ![block.cidr_ipv4, block.cidr_ipv6].some((cidr) => WORLD.has(cidr)) ||
      (block.ip_protocol === "tcp" && block.from_port === block.to_port && WEB_PORTS.has(block.from_port)),
    fix: "admit a security group, a prefix list or a narrower range",
    broken: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 22, to_port: 22 },
  },
  {
    name: "security groups have no inline rules",
    type: "aws_security_group",
    holds: ({ block }) => list(block.ingress).length === 0 && list(block.egress).length === 0,
    fix: "write aws_vpc_security_group_ingress_rule and ..._egress_rule; Terraform deletes those beside inline rules",
    broken: { ingress: [{ from_port: 22 }] },
  },
  ...["aws_security_group", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"].map(
    (type): Rule => ({
      name: `${type} has a description`,
      type,
      holds: ({ block }) => !!block.description,
      fix: "set description",
      broken: { name: "silent" },
    }),
  ),
  {
    name: "network ACLs open no administration port to the world",
    type: "aws_network_acl_rule",
    holds: ({ block }) =>
      block.egress === true ||
      block.rule_action === "deny" ||
      ![block.cidr_block, block.ipv6_cidr_block].some((cidr) => WORLD.has(cidr)) ||
      block.from_port === FIRST_EPHEMERAL_PORT ||
      (block.protocol === "tcp" &&
        !ADMINISTRATION_PORTS.some((port) => port >= block.from_port && port <= block.to_port)),
    fix: `narrow the range or leave out the ports ${ADMINISTRATION_PORTS.join(", ")}`,
    broken: { egress: false, cidr_block: "0.0.0.0/0", protocol: "tcp", from_port: 22, to_port: 22 },
  },
];
