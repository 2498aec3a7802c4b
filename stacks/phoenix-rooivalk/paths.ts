import type { PathStatement } from "@modules/checks/checks/path-statements";

/** Statements about allowed and forbidden network paths, which every synthesis checks. */
export const paths: readonly PathStatement[] = [
  {
    says: "only the cluster and the function of its users reach the database",
    reach: "phoenix-rooivalk-*-data* aws_db_instance.*",
    only: ["phoenix-rooivalk-*-kubernetes* aws_eks_*", "phoenix-rooivalk-*-data aws_lambda_function.users_function_*"],
  },
  {
    says: "only CloudFront and the health checkers reach the origin",
    reach: "phoenix-rooivalk-*-load-balancing* aws_lb.public",
    port: 8443,
    only: ["cloudfront", "health checkers"],
  },
  {
    says: "the runner and the bastion reach the cluster",
    reach: "phoenix-rooivalk-production-kubernetes aws_eks_cluster.cluster",
    all: [
      "phoenix-rooivalk-*-runner aws_codebuild_project.runner",
      "phoenix-rooivalk-*-management aws_instance.bastion",
    ],
  },
  {
    says: "the bastion reaches Session Manager",
    reach: "phoenix-rooivalk-*-management aws_vpc_endpoint.*",
    all: ["phoenix-rooivalk-*-management aws_instance.bastion"],
  },
  {
    says: "nothing outside of production reaches production",
    reach: "phoenix-rooivalk-production-* *",
    none: ["*-development-* *", "*-staging-* *"],
  },
];
