/** VPCs, security groups and network ACLs. */
import type { Json } from "../../json";
import { isOpenRange } from "../../model/security-groups";
import { list } from "../../model/values";
import type { Rule } from "../rule";

const WEB_PORTS = new Set([80, 443]);
/** FTP, SSH and RDP. */
const ADMINISTRATION_PORTS = [20, 21, 22, 3389];
/** Answers to a program's own connections arrive on the ports from here; RDP's is among them. */
const FIRST_EPHEMERAL_PORT = 1024;

export const network: readonly Rule[] = [
  {
    id: "aws-vpc-flow-logs",
    name: "VPCs record their flows",
    type: "aws_vpc",
    severity: "medium",
    topic: "logging",
    cis: "3.7",
    holds: (vpc, all) => all.companions(vpc, "aws_flow_log").length > 0,
    fix: "add an aws_flow_log, such as the module FlowLog",
    broken: { cidr_block: "10.0.0.0/16" },
    mended: { cidr_block: "10.0.0.0/16" },
    beside: { aws_flow_log: { it: { vpc_id: "${aws_vpc.it.id}" } } },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html",
  },
  {
    id: "aws-vpc-default-security-group",
    name: "VPCs close their default security group",
    type: "aws_vpc",
    severity: "high",
    topic: "network",
    cis: "5.4",
    holds: (vpc, all) =>
      all.companions(vpc, "aws_default_security_group").some(({ block }) => !block.ingress && !block.egress),
    fix: "add an aws_default_security_group without rules",
    broken: { cidr_block: "10.0.0.0/16" },
    mended: { cidr_block: "10.0.0.0/16" },
    beside: { aws_default_security_group: { it: { vpc_id: "${aws_vpc.it.id}" } } },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
  },
  {
    id: "aws-security-group-world",
    name: "security groups open only ports 80 and 443 to the internet",
    type: "aws_vpc_security_group_ingress_rule",
    severity: "critical",
    topic: "network",
    cis: "5.2",
    holds: ({ block }) =>
      ![block.cidr_ipv4, block.cidr_ipv6].some(isOpenRange) ||
      (block.ip_protocol === "tcp" && block.from_port === block.to_port && WEB_PORTS.has(block.from_port)),
    fix: "admit a security group, a prefix list or a narrower range",
    broken: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 22, to_port: 22 },
    mended: { cidr_ipv4: "0.0.0.0/0", ip_protocol: "tcp", from_port: 443, to_port: 443 },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
  },
  {
    id: "aws-security-group-rule-world",
    name: "aws_security_group_rule opens only ports 80 and 443 to the internet",
    type: "aws_security_group_rule",
    severity: "critical",
    topic: "network",
    cis: "5.2",
    holds: ({ block }) =>
      block.type !== "ingress" ||
      ![...list(block.cidr_blocks), ...list(block.ipv6_cidr_blocks)].some(isOpenRange) ||
      (block.protocol === "tcp" && block.from_port === block.to_port && WEB_PORTS.has(block.from_port)),
    fix: "admit a security group, a prefix list or a narrower range",
    broken: { type: "ingress", cidr_blocks: ["0.0.0.0/0"], protocol: "tcp", from_port: 22, to_port: 22 },
    mended: { type: "ingress", cidr_blocks: ["0.0.0.0/0"], protocol: "tcp", from_port: 443, to_port: 443 },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
  },
  {
    id: "aws-security-group-inline-rules",
    name: "security groups have no inline rules",
    type: "aws_security_group",
    severity: "medium",
    topic: "configuration",
    holds: ({ block }) => list(block.ingress).length === 0 && list(block.egress).length === 0,
    fix: "write aws_vpc_security_group_ingress_rule and ..._egress_rule; Terraform deletes such rules when the group also has inline rules",
    broken: { ingress: [{ from_port: 22 }] },
    mended: { name: "web" },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  },
  ...["aws_security_group", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"].map(
    (type): Rule => ({
      id: `${type.replaceAll("_", "-")}-description`,
      name: `${type} has a description`,
      type,
      severity: "low",
      topic: "configuration",
      holds: ({ block }) => !!block.description,
      fix: "set description",
      broken: { name: "silent" },
      mended: { description: "Web servers" },
      page: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
    }),
  ),
  {
    id: "aws-network-acl-world",
    name: "network ACLs open no administration port to the internet",
    type: "aws_network_acl_rule",
    severity: "high",
    topic: "network",
    cis: "5.1",
    holds: ({ block }) =>
      block.egress === true ||
      block.rule_action === "deny" ||
      ![block.cidr_block, block.ipv6_cidr_block].some(isOpenRange) ||
      ["1", "icmp"].includes(String(block.protocol)) ||
      block.from_port === FIRST_EPHEMERAL_PORT ||
      (block.protocol === "tcp" &&
        !ADMINISTRATION_PORTS.some((port) => port >= block.from_port && port <= block.to_port)),
    fix: `narrow the range or leave out the ports ${ADMINISTRATION_PORTS.join(", ")}`,
    broken: { egress: false, cidr_block: "0.0.0.0/0", protocol: "tcp", from_port: 22, to_port: 22 },
    mended: { egress: false, cidr_block: "0.0.0.0/0", protocol: "tcp", from_port: 443, to_port: 443 },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
  },
  {
    id: "aws-network-acl-path-mtu",
    name: "network ACLs admit the ICMP messages of path MTU discovery from the internet",
    type: "aws_network_acl",
    severity: "medium",
    topic: "availability",
    holds: (acl, all) => {
      const fromWorld = all
        .companions(acl, "aws_network_acl_rule")
        .map(({ block }) => block)
        .filter((rule) => rule.egress !== true && rule.rule_action === "allow" && isOpenRange(rule.cidr_block));
      return fromWorld.length === 0 || fromWorld.some(admitsFragmentationNeeded);
    },
    fix: "add a rule with protocol icmp, icmp_type 3 and icmp_code 4 from 0.0.0.0/0",
    broken: { vpc_id: "vpc" },
    brokenBeside: { aws_network_acl_rule: { web: aclRule({ protocol: "tcp", from_port: 443, to_port: 443 }) } },
    mended: { vpc_id: "vpc" },
    beside: {
      aws_network_acl_rule: {
        web: aclRule({ protocol: "tcp", from_port: 443, to_port: 443 }),
        too_large: aclRule({ protocol: "icmp", icmp_type: 3, icmp_code: 4 }),
      },
    },
    page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html#path_mtu_discovery",
  },
  {
    id: "aws-vpc-endpoint-route",
    name: "gateway endpoints have a route table",
    type: "aws_vpc_endpoint",
    severity: "low",
    topic: "use",
    holds: ({ block }, all) =>
      !["Gateway", undefined].includes(block.vpc_endpoint_type) ||
      list(block.route_table_ids).length > 0 ||
      all.of("aws_vpc_endpoint_route_table_association").length > 0,
    fix: "set route_table_ids to the tables of its clients' subnets, or remove it",
    broken: { service_name: "com.amazonaws.us-east-1.s3", route_table_ids: [] },
    mended: { service_name: "com.amazonaws.us-east-1.s3", route_table_ids: ["rtb-0a"] },
    page: "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
  },
  {
    id: "aws-flow-log-all",
    name: "flow logs record admitted and refused traffic",
    type: "aws_flow_log",
    severity: "medium",
    topic: "logging",
    cis: "3.7",
    holds: ({ block }) => ["ALL", undefined].includes(block.traffic_type) || !!block.transit_gateway_id,
    fix: 'set traffic_type to "ALL"',
    broken: { traffic_type: "ACCEPT" },
    mended: { traffic_type: "ALL" },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-basics.html",
  },
  {
    id: "aws-route-peering",
    name: "routes to peered VPCs cover only the range of the peer",
    type: "aws_route",
    severity: "medium",
    topic: "network",
    holds: ({ block }) =>
      !block.vpc_peering_connection_id ||
      ![block.destination_cidr_block, block.destination_ipv6_cidr_block].some(isOpenRange),
    fix: "set destination_cidr_block to the range of the peer, or of one of its subnets",
    broken: { vpc_peering_connection_id: "peering", destination_cidr_block: "0.0.0.0/0" },
    mended: { vpc_peering_connection_id: "peering", destination_cidr_block: "10.1.0.0/16" },
    page: "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html",
  },
];

/** A rule of the network ACL of an example that admits the world. */
function aclRule(traffic: object): object {
  return {
    network_acl_id: "${aws_network_acl.it.id}",
    egress: false,
    rule_action: "allow",
    cidr_block: "0.0.0.0/0",
    ...traffic,
  };
}

/** ICMP of type 3 and code 4; -1 stands for all. */
function admitsFragmentationNeeded({ protocol, icmp_type, icmp_code }: Json): boolean {
  const all = ["-1", "all"].includes(String(protocol));
  const icmp = ["1", "icmp"].includes(String(protocol));
  return all || (icmp && [3, -1].includes(icmp_type) && [4, -1].includes(icmp_code));
}
