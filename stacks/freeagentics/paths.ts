import type { PathStatement } from "@modules/checks/checks/path-statements";

/** Statements about allowed and forbidden network paths, which every synthesis checks. */
export const paths: readonly PathStatement[] = [
  {
    says: "only application servers, workers, backups, Prometheus and the function of its users reach the database",
    reach: "freeagentics-*-data* aws_db_instance.*",
    only: [
      "freeagentics-*-compute* aws_autoscaling_group.app",
      "freeagentics-*-compute* aws_autoscaling_group.worker",
      "freeagentics-*-backups aws_scheduler_schedule.*",
      "freeagentics-*-data aws_lambda_function.users_function_*",
      "freeagentics-*-monitoring aws_instance.*",
    ],
  },
  {
    // The statement includes the proxies' load balancer, if the environment has one.
    says: "visitors of production come through Cloudflare",
    reach: "freeagentics-production-* aws_lb.public",
    port: 443,
    only: ["cloudflare"],
  },
  {
    says: "only CloudFront and the health checkers reach the port for them",
    reach: "freeagentics-production-load-balancing* aws_lb.public",
    port: 8443,
    only: ["cloudfront", "health checkers"],
  },
  {
    says: "administrators reach the application servers from the bastion",
    reach: "freeagentics-production-compute aws_autoscaling_group.app",
    port: 22,
    all: ["freeagentics-*-access aws_instance.bastion"],
    only: ["freeagentics-*-access *"],
  },
  {
    says: "nothing outside of production reaches production",
    reach: "freeagentics-production-* *",
    none: ["*-development-* *", "*-staging-* *"],
  },
];
