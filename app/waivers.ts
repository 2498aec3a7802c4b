import type { Waiver } from "@modules/checks/policies/rule";

/** Accepted violations of policies, each with its reason. A waiver that accepts nothing fails the tests. */
export const waivers: Waiver[] = [
  {
    rule: "aws_iam_policy allows no wildcard of a whole service",
    where: "*-bootstrap aws_iam_policy.delivery_boundary*",
    reason: "A boundary grants nothing: it only caps what other policies grant.",
  },
  {
    rule: "aws_iam_policy names resources for every action that supports them",
    where: "*-bootstrap aws_iam_policy.delivery_boundary-cluster*",
    reason: "A boundary grants nothing: it only caps what other policies grant.",
  },
  {
    rule: "buckets log access",
    where: "*-bootstrap aws_s3_bucket.state_logs*",
    reason: "The bucket that receives the records; one of its own would record itself without end.",
  },
  {
    rule: "buckets log access",
    where: "* aws_s3_bucket.access-logs",
    reason: "The bucket that receives the records; one of its own would record itself without end.",
  },
  {
    rule: "kubernetes_daemon_set_v1 never runs as root",
    where: "*-observability kubernetes_daemon_set_v1.fluentd",
    reason: "The logs of a node are root's; it reads them through a volume that it cannot write to.",
  },
  {
    rule: "web ACLs apply to requests without the header of the client's address",
    where: "freeagentics-*-load-balancing* aws_wafv2_web_acl.web-acl",
    reason:
      "Its security groups admit Cloudflare and CloudFront alone; CloudFront, which has a rate limit, sends no such header.",
  },
  {
    rule: "namespaces refuse privileged pods",
    where: "*-observability kubernetes_namespace_v1.logging",
    reason: "The shipper reads the logs of its node, from a path of the node.",
  },
  {
    rule: "namespaces refuse privileged pods",
    where: "* kubernetes_namespace_v1.monitoring",
    reason: "The exporter of a node's metrics reads them from the node's own file systems.",
  },
  {
    rule: "buckets keep versions",
    where: "*-data aws_s3_bucket.static-assets",
    reason: "Built from a repository that has every version; an object here can be made again.",
  },
];
