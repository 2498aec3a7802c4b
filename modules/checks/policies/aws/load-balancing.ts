/** Load balancers, their listeners and target groups, and certificates. */
import { list } from "../../model/values";
import type { Resource, Rule } from "../rule";

const isApplication = ({ block }: Resource) => (block.load_balancer_type ?? "application") === "application";
const isNetwork = ({ block }: Resource) => block.load_balancer_type === "network";

export const loadBalancing: readonly Rule[] = [
  {
    name: "load balancers are deletion-protected",
    type: "aws_lb",
    protectedOnly: true,
    holds: ({ block }) => block.enable_deletion_protection === true,
    fix: "set enable_deletion_protection",
    broken: { load_balancer_type: "gateway", enable_deletion_protection: false },
  },
  {
    name: "application load balancers drop invalid headers",
    type: "aws_lb",
    holds: (balancer) => !isApplication(balancer) || balancer.block.drop_invalid_header_fields === true,
    fix: "set drop_invalid_header_fields",
    broken: { load_balancer_type: "application" },
  },
  {
    name: "application load balancers resist request smuggling",
    type: "aws_lb",
    holds: (balancer) =>
      !isApplication(balancer) || ["defensive", "strictest"].includes(balancer.block.desync_mitigation_mode),
    fix: 'set desync_mitigation_mode to "defensive"',
    broken: { load_balancer_type: "application", desync_mitigation_mode: "monitor" },
  },
  {
    name: "application load balancers log requests",
    type: "aws_lb",
    holds: (balancer) =>
      !isApplication(balancer) || list(balancer.block.access_logs).some(({ enabled }) => enabled === true),
    fix: "set access_logs, to a bucket such as the module LogBucket",
    broken: { load_balancer_type: "application", access_logs: { enabled: false } },
  },
  {
    name: "public application load balancers have a web ACL",
    type: "aws_lb",
    protectedOnly: true,
    holds: (balancer, all) =>
      !isApplication(balancer) ||
      balancer.block.internal === true ||
      all.companions(balancer, "aws_wafv2_web_acl_association").length > 0,
    fix: "add an aws_wafv2_web_acl_association, or make the load balancer internal",
    broken: { load_balancer_type: "application" },
  },
  {
    name: "network load balancers distribute across availability zones",
    type: "aws_lb",
    holds: (balancer) => !isNetwork(balancer) || balancer.block.enable_cross_zone_load_balancing === true,
    fix: "set enable_cross_zone_load_balancing",
    broken: { load_balancer_type: "network" },
  },
  {
    name: "network load balancers have a security group",
    type: "aws_lb",
    holds: (balancer) => !isNetwork(balancer) || list(balancer.block.security_groups).length > 0,
    fix: "set security_groups; a network load balancer created without one can never get one",
    broken: { load_balancer_type: "network", security_groups: [] },
  },
  {
    name: "HTTP listeners redirect to HTTPS",
    type: "aws_lb_listener",
    holds: ({ block }) =>
      block.protocol !== "HTTP" || list(block.default_action).every(({ type }) => type === "redirect"),
    fix: "make its default action a redirect, and forward from an HTTPS listener",
    broken: { protocol: "HTTP", default_action: [{ type: "forward" }] },
  },
  {
    name: "listeners refuse TLS below 1.2",
    type: "aws_lb_listener",
    holds: ({ block }) => !["HTTPS", "TLS"].includes(block.protocol) || /TLS13-1-[23]/.test(block.ssl_policy ?? ""),
    fix: 'set ssl_policy to "ELBSecurityPolicy-TLS13-1-2-2021-06"',
    broken: { protocol: "HTTPS", ssl_policy: "ELBSecurityPolicy-2016-08" },
  },
  {
    name: "target groups check the health of their targets",
    type: "aws_lb_target_group",
    holds: ({ block }) => list(block.health_check).length > 0,
    fix: "set health_check",
    broken: { port: 80 },
  },
  {
    name: "certificates exist before the ones they replace are destroyed",
    type: "aws_acm_certificate",
    holds: ({ block }) => block.lifecycle?.create_before_destroy === true,
    fix: "set lifecycle.create_before_destroy; AWS refuses to delete a certificate in use",
    broken: { lifecycle: { create_before_destroy: false } },
  },
  {
    name: "certificates are validated by DNS",
    type: "aws_acm_certificate",
    holds: ({ block }) => block.validation_method === "DNS",
    fix: 'set validation_method to "DNS", which renews without a person',
    broken: { validation_method: "EMAIL" },
  },
];
