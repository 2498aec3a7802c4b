import type { PathStatement } from "@modules/checks/checks/path-statements";

/** Statements about allowed and forbidden network paths, which every synthesis checks. */
export const paths: readonly PathStatement[] = [
  {
    says: "only the cluster and the function of its users reach the database",
    reach: "lp-*-data* aws_rds_cluster.*",
    only: ["lp-*-kubernetes aws_eks_*", "lp-*-data aws_lambda_function.users_function_*"],
  },
  {
    says: "the nodes reach the database, and its copy in another region",
    reach: "lp-*-data* aws_rds_cluster.*",
    all: ["lp-*-kubernetes aws_eks_node_group.*"],
  },
  {
    says: "the nodes reach the cache",
    reach: "lp-*-data aws_elasticache_replication_group.cache",
    all: ["lp-*-kubernetes aws_eks_node_group.*"],
  },
  {
    says: "visitors come through Cloudflare",
    reach: "lp-production-load-balancing aws_lb.public",
    only: ["cloudflare"],
  },
  {
    says: "the runner reaches the cluster",
    reach: "lp-production-kubernetes aws_eks_cluster.cluster",
    all: ["lp-production-runner aws_codebuild_project.runner"],
  },
  {
    says: "only the nodes and their pods reach the data in Google Cloud",
    reach: "lp-*-google-data google_*",
    all: ["lp-*-google-kubernetes google_container_node_pool.*"],
    only: ["lp-*-google-kubernetes google_container_node_pool.*"],
  },
  {
    says: "the control plane in Google Cloud reaches Istio's webhook, which puts the proxy into each pod",
    reach: "lp-*-google-kubernetes google_container_node_pool.*",
    port: 15017,
    all: ["lp-*-google-kubernetes google_container_cluster.cluster"],
    only: ["lp-*-google-kubernetes google_container_cluster.cluster"],
  },
  {
    says: "nothing outside of production reaches production",
    reach: "lp-production-* *",
    none: ["*-development-* *", "*-staging-* *"],
  },
];
