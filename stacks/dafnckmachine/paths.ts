import type { PathStatement } from "@modules/checks/checks/path-statements";

/** Statements about allowed and forbidden network paths, which every synthesis checks. */
export const paths: readonly PathStatement[] = [
  {
    says: "only the API, the workers, services, pods and the function of its users reach the database",
    reach: "dafnckmachine-*-data* aws_db_instance.*",
    only: [
      "dafnckmachine-*-compute* aws_autoscaling_group.api",
      "dafnckmachine-*-compute* aws_autoscaling_group.worker",
      "dafnckmachine-*-containers* aws_ecs_service.*",
      "dafnckmachine-*-containers* aws_scheduler_schedule.batch",
      "dafnckmachine-*-kubernetes aws_eks_*",
      "dafnckmachine-*-data aws_lambda_function.users_function_*",
    ],
  },
  {
    says: "visitors of production come through CloudFront",
    reach: "dafnckmachine-production-load-balancing* aws_lb.public",
    only: ["cloudfront", "health checkers", "administrators"],
  },
  {
    says: "the web tier reaches no data",
    reach: "dafnckmachine-*-data* *",
    none: ["dafnckmachine-*-compute* aws_autoscaling_group.web", "dafnckmachine-*-load-balancing* aws_lb.public"],
  },
  {
    says: "the API, the workers and the services reach the database",
    reach: "dafnckmachine-*-data aws_db_instance.database",
    all: [
      "dafnckmachine-*-compute aws_autoscaling_group.api",
      "dafnckmachine-*-compute aws_autoscaling_group.worker",
      "dafnckmachine-*-containers aws_ecs_service.*",
    ],
  },
  {
    says: "only load balancers and health checks reach the instances in Google Cloud",
    reach: "dafnckmachine-*-google-compute google_compute_region_instance_group_manager.*",
    all: ["google load balancers"],
    only: ["google load balancers"],
  },
  {
    says: "only instances and nodes of its network reach the database in Google Cloud, and all instances do",
    reach: "dafnckmachine-*-google-data google_sql_database_instance.database",
    all: ["dafnckmachine-*-google-compute google_compute_*"],
    only: [
      "dafnckmachine-*-google-compute google_compute_*",
      "dafnckmachine-*-google-kubernetes google_container_node_pool.*",
    ],
  },
  {
    says: "nothing outside of production reaches production",
    reach: "dafnckmachine-production-* *",
    none: ["*-development-* *", "*-staging-* *"],
  },
];
