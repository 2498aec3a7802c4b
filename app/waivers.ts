import type { EndWaiver } from "@modules/checks/calendar/calendar";
import type { Waiver } from "@modules/checks/policies/rule";

/** The engineers of this repository. */
const PLATFORM = "platform engineering";

/** Resources that nothing uses yet. The change that connects or removes one removes its waiver, which is a fault otherwise. */
const unused: Waiver[] = [
  ["aws-sns-publisher", "*-production-security-* aws_sns_topic.alerts_*", "The standby's region has few alarms."],
  ["aws-s3-writer", "*-data aws_s3_bucket.static-assets", "The application's own pipeline uploads to it."],
  ["aws-s3-writer", "lp-*-data aws_s3_bucket.assets", "The application's own pipeline uploads to it."],
  ["aws-s3-writer", "phoenix-rooivalk-*-data aws_s3_bucket.ai-models", "The training pipeline uploads to it."],
  ["aws-s3-reader", "*-data aws_s3_bucket.*backups", "Administrators restore from it."],
  ["aws-s3-reader", "freeagentics-*-data aws_s3_bucket.sources", "Administrators restore from it."],
  ["aws-s3-reader", "dafnckmachine-*-data aws_s3_bucket.data", "Administrators read its reports."],
  ["aws-ebs-attachment", "dafnckmachine-*-data aws_ebs_volume.*", "The design asks for it beside RDS."],
  ["aws-iam-oidc-provider-role", "*-kubernetes* aws_iam_openid_connect_provider.cluster_*", "Pods use Pod Identity."],
  ["aws-db-instance-client", "dafnckmachine-production-data-eu-west-1 aws_db_instance.europe", "It is a copy only."],
  [
    "aws-eks-node-group-tolerated",
    "*-kubernetes aws_eks_node_group.compute-optimized",
    "It scales from zero, for pods of the users.",
  ],
  [
    "aws-eks-node-group-tolerated",
    "phoenix-rooivalk-production-kubernetes aws_eks_node_group.blockchain",
    "The validators' own pipeline deploys them, onto the five nodes that the design keeps running.",
  ],
  [
    "aws-eks-node-group-tolerated",
    "phoenix-rooivalk-development-kubernetes aws_eks_node_group.blockchain",
    "Developers raise its number from zero when they start validators.",
  ],
  [
    "aws-eks-node-group-tolerated",
    "phoenix-rooivalk-development-kubernetes aws_eks_node_group.monitoring",
    "Developers raise its number from zero when they start monitoring; production has its own.",
  ],
  [
    "google-container-node-pool-tolerated",
    "dafnckmachine-development-google-kubernetes google_container_node_pool.compute-pool",
    "It scales from zero, for pods of the users.",
  ],
  [
    "google-container-node-pool-tolerated",
    "dafnckmachine-production-google-kubernetes google_container_node_pool.compute-pool",
    "The design keeps three nodes in each zone, ready for workloads that move from AWS.",
  ],
].map(([rule = "", where = "", reason = ""]) => ({ rule, where, reason, owner: PLATFORM, expires: "2027-02-28" }));

/**
 * Accepted violations of policies. A waiver that accepts nothing fails the synthesis; one whose last day is past fails
 * `pnpm calendar --check`.
 */
export const waivers: Waiver[] = [
  ...unused,
  {
    rule: "aws-iam-policy-no-service-wildcard",
    where: "*-bootstrap aws_iam_policy.delivery_boundary*",
    reason: "A boundary grants nothing: it only caps what other policies grant.",
    owner: PLATFORM,
    expires: "2027-11-30",
  },
  {
    rule: "aws-iam-policy-names-resources",
    where: "*-bootstrap aws_iam_policy.delivery_boundary*",
    reason: "A boundary grants nothing: it only caps what other policies grant.",
    owner: PLATFORM,
    expires: "2027-11-30",
  },
  {
    rule: "aws-iam-policy-names-resources",
    where: "*-bootstrap aws_iam_policy.delivery_read-*",
    reason: "A plan refreshes every resource of its account, with listed actions that return no data.",
    owner: PLATFORM,
    expires: "2027-11-30",
  },
  ...["no-service-wildcard", "names-resources"].map((rule) => ({
    rule: `aws-iam-policy-${rule}`,
    where: "*-bootstrap aws_iam_policy.delivery_change_*",
    reason:
      "An apply makes all resources of its services, in a separate account; path and boundary limit the roles that it makes.",
    owner: PLATFORM,
    expires: "2027-11-30",
  })),
  {
    rule: "aws-s3-access-logs",
    where: "*-bootstrap aws_s3_bucket.state_logs*",
    reason: "The bucket receives the records; records of its own access would create further records without end.",
    owner: PLATFORM,
    expires: "2027-11-30",
  },
  {
    rule: "aws-s3-access-logs",
    where: "* aws_s3_bucket.access-logs",
    reason: "The bucket receives the records; records of its own access would create further records without end.",
    owner: PLATFORM,
    expires: "2027-11-30",
  },
  {
    rule: "kubernetes-daemon-set-non-root",
    where: "*-observability kubernetes_daemon_set_v1.fluentd",
    reason: "The logs of a node belong to root; the shipper reads them through a read-only volume.",
    owner: PLATFORM,
    expires: "2027-11-30",
  },
  {
    rule: "kubernetes-namespace-pod-security",
    where: "*-observability kubernetes_namespace_v1.logging",
    reason: "The shipper reads the logs of its node, from a path of the node.",
    owner: PLATFORM,
    expires: "2027-11-30",
  },
  {
    rule: "kubernetes-namespace-pod-security",
    where: "*-observability kubernetes_namespace_v1.monitoring",
    reason: "The exporter of a node's metrics reads them from the node's own file systems.",
    owner: PLATFORM,
    expires: "2027-11-30",
  },
  {
    rule: "aws-s3-versioning",
    where: "*-data aws_s3_bucket.static-assets",
    reason: "The objects are built from a repository that has every version, and can be built again.",
    owner: PLATFORM,
    expires: "2027-11-30",
  },
];

/** Ends of support that are near or past and accepted for a while. */
export const endWaivers: EndWaiver[] = [
  {
    product: "chart ingress-nginx",
    cycle: "4.15",
    reason: "It has no successor with the same annotations; its routes move to the Gateway API in a separate change.",
    owner: PLATFORM,
    expires: "2027-03-31",
  },
  ...["base", "cni", "gateway", "istiod"].map((chart) => ({
    product: `chart ${chart}`,
    cycle: "1.30",
    reason:
      "Istio is upgraded one minor version at a time, first in environments without protected data; 1.30 has fixes until then.",
    owner: PLATFORM,
    expires: "2027-01-31",
  })),
];
