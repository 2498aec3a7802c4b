/** The kinds of things that a reader looks for on a platform's page, with the resources and fields behind each. */

export interface Thing {
  readonly name: string;
  readonly types: readonly string[];
  /** Fields of an environment that size or switch it, such as `database` and `google.database`. @default none */
  readonly fields?: readonly string[];
  /** Files below `modules/` with the thresholds of its alarms, which a row has where a module beside them is used. @default none */
  readonly alarms?: readonly string[];
  /** Names of the runbooks about it, without the folder. @default none */
  readonly runbooks?: RegExp;
}

export const THINGS: readonly Thing[] = [
  {
    name: "networks",
    types: ["aws_vpc", "google_compute_network"],
    alarms: ["aws/network/alarms.ts", "google/network/nat-alerts.ts"],
    fields: ["network", "secondaryRegions", "management.network", "google.network"],
  },
  { name: "VPN", types: ["aws_ec2_client_vpn_endpoint"], fields: ["access.vpn"] },
  {
    name: "databases",
    types: ["aws_db_instance", "aws_rds_cluster", "google_sql_database_instance"],
    alarms: ["aws/database/postgres/alarms.ts", "aws/database/aurora/alarms.ts", "google/database/postgres-alerts.ts"],
    fields: ["database", "google.database"],
    runbooks: /database|replica|aurora|sql|query|region|^restore/,
  },
  {
    name: "caches, Redis",
    types: ["aws_elasticache_replication_group", "google_redis_instance"],
    alarms: ["aws/database/redis/alarms.ts", "google/database/redis-alerts.ts"],
    fields: ["cache", "caches", "google.cache"],
    runbooks: /elasticache|^restore/,
  },
  {
    name: "tables, DynamoDB and Firestore",
    types: ["aws_dynamodb_table", "google_firestore_database"],
    alarms: ["aws/database/dynamo/alarms.ts", "google/database/firestore-alerts.ts"],
    fields: ["tables", "state"],
    runbooks: /^restore/,
  },
  {
    name: "buckets",
    types: ["aws_s3_bucket", "google_storage_bucket"],
    alarms: ["aws/storage/alarms.ts", "google/storage/bucket-alerts.ts"],
    fields: ["storage", "buckets", "assets", "audit", "state"],
    runbooks: /^restore/,
  },
  {
    name: "volumes and file systems",
    types: ["aws_ebs_volume", "aws_efs_file_system"],
    alarms: ["aws/storage/file-system-alarms.ts"],
    fields: ["storage"],
    runbooks: /^restore/,
  },
  { name: "queues", types: ["aws_sqs_queue"], alarms: ["aws/messaging/alarms.ts"], runbooks: /alarms/ },
  {
    name: "servers and bastions",
    types: ["aws_autoscaling_group", "aws_instance", "google_compute_region_instance_group_manager"],
    alarms: ["aws/compute/alarms.ts", "google/compute/instance-group-alerts.ts"],
    fields: [
      "compute",
      "proxies",
      "monitoring.primary",
      "monitoring.secondary",
      "access",
      "management",
      "google.compute",
    ],
    runbooks: /^vertical-scaling|proxy|application|instances/,
  },
  { name: "services on ECS", types: ["aws_ecs_service"], alarms: ["aws/ecs/alarms.ts"], fields: ["containers"] },
  {
    name: "Kubernetes clusters",
    types: ["aws_eks_cluster", "google_container_cluster"],
    alarms: ["aws/eks/alarms.ts", "google/gke/gke-alerts.ts"],
    fields: ["kubernetes", "google.kubernetes"],
    runbooks: /charts/,
  },
  {
    name: "services in clusters",
    types: ["kubernetes_deployment_v1", "kubernetes_stateful_set_v1"],
    fields: ["workloads", "observability", "scaling"],
    runbooks: /observability|gateway|charts/,
  },
  { name: "images", types: ["aws_ecr_repository", "google_artifact_registry_repository"] },
  { name: "functions", types: ["aws_lambda_function"], alarms: ["aws/functions/alarms.ts"], fields: ["functions"] },
  {
    name: "load balancers",
    types: ["aws_lb", "google_compute_url_map", "cloudflare_load_balancer"],
    alarms: ["aws/load-balancing/alarms.ts", "google/load-balancing/alerts.ts"],
    fields: ["loadBalancers", "google.promoted"],
    runbooks: /gateway/,
  },
  {
    name: "WAF",
    types: ["aws_wafv2_web_acl", "google_compute_security_policy", "cloudflare_ruleset"],
    fields: ["security.webAcls", "security.blockedCountries", "security.codeInBodies", "cloudflare.plan"],
    alarms: ["aws/waf/alarms.ts"],
    runbooks: /alarms/,
  },
  {
    name: "CDN, CloudFront",
    types: ["aws_cloudfront_distribution"],
    alarms: ["aws/cdn/alarms.ts"],
    fields: ["cdn", "cdnLabel", "assets"],
  },
  {
    name: "workers, Cloudflare",
    types: ["cloudflare_workers_script"],
    fields: ["cloudflare.workersPlan", "cloudflare.workerRoutes"],
    runbooks: /worker/,
  },
  {
    name: "DNS zones",
    types: ["aws_route53_zone", "cloudflare_zone"],
    alarms: ["aws/dns/alarms.ts"],
    fields: ["domain", "delegations", "cloudflare.zone", "cloudflare.delegations"],
    runbooks: /dns|zone/,
  },
  {
    name: "certificates",
    types: ["aws_acm_certificate", "google_certificate_manager_certificate"],
    alarms: ["aws/dns/certificate-alarms.ts", "google/load-balancing/alerts.ts"],
    fields: ["domain"],
    runbooks: /dns|zone/,
  },
  {
    name: "secrets",
    types: ["aws_secretsmanager_secret", "google_secret_manager_secret"],
    fields: ["security.passwordRotationDays"],
  },
  { name: "keys", types: ["aws_kms_key", "google_kms_crypto_key"], fields: ["security.keyDeletionWindowDays"] },
  {
    name: "alarms",
    types: ["aws_cloudwatch_metric_alarm", "google_monitoring_alert_policy"],
    fields: ["alerts", "objectives", "google.monitoring"],
    runbooks: /alarms|alerts/,
  },
  {
    name: "dashboards",
    types: ["aws_cloudwatch_dashboard", "google_monitoring_dashboard"],
    runbooks: /observability/,
  },
  {
    name: "backup plans",
    types: ["aws_backup_plan"],
    alarms: ["aws/backup/backup-alarms.ts"],
    fields: ["recoveryObjectives", "recovery", "backups"],
    runbooks: /^restore|loss|backups/,
  },
  {
    name: "budgets",
    types: ["aws_budgets_budget", "google_billing_budget"],
    alarms: ["aws/cost/alarms.ts"],
    fields: ["costs", "google.budget"],
    runbooks: /reserved|savings/,
  },
];
