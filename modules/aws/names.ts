/**
 * Limits of names in AWS. Terraform checks only a few of them in a plan; other names fail in the middle of an apply.
 * Each service states its limits in its API reference; IAM's are at
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
import { createHash } from "node:crypto";
import { limits, type NameLimits } from "@modules/core/names";
import {
  account,
  balancer,
  bucketName,
  domain,
  dotted,
  fifo,
  groupText,
  iam,
  label,
  lower,
  printable,
  repeatable,
  word,
} from "./name-limits";

/** Limits by resource type and attribute. */
export const NAMES: Readonly<Record<string, Readonly<Record<string, NameLimits>>>> = {
  aws_accessanalyzer_analyzer: {
    analyzer_name: limits(1, 255, "letters, digits and ._-, a letter first", "[A-Za-z][\\w.-]*"),
  },
  aws_appautoscaling_policy: {
    name: printable(255, { within: ["resource_id", "scalable_dimension", "service_namespace"] }),
  },
  aws_autoscaling_group: { name: limits(1, 255, "printable ASCII characters without a colon", "[ -9;-~]*") },
  aws_autoscaling_policy: { name: printable(255, { within: ["autoscaling_group_name"] }) },
  aws_backup_plan: { name: dotted(50) },
  aws_backup_report_plan: { name: limits(1, 256, "letters, digits and underscores, a letter first", "[A-Za-z]\\w*") },
  aws_backup_restore_testing_plan: { name: limits(1, 50, "letters, digits and underscores", "\\w*") },
  aws_backup_vault: { name: limits(2, 50, "letters, digits, hyphens and underscores", "[\\w-]*") },
  aws_budgets_budget: { name: limits(1, 100, "characters without a colon or backslash", "[^:\\\\]*", account) },
  aws_cloudfront_cache_policy: { name: word(128, account) },
  aws_cloudfront_distribution: { comment: limits(0, 128, "characters", "[^]*", repeatable) },
  aws_cloudfront_function: { name: word(64, account) },
  aws_cloudfront_origin_access_control: { name: printable(64, account) },
  aws_cloudfront_origin_request_policy: { name: word(128, account) },
  aws_cloudfront_response_headers_policy: { name: word(128, account) },
  aws_acm_certificate: { domain_name: domain(64) }, // The first name of a certificate is its common name, which X.509 limits to 64.
  aws_cloudtrail: { name: dotted(128, undefined, 3) },
  aws_cloudwatch_dashboard: { dashboard_name: word(255, account) },
  aws_cloudwatch_event_bus: { name: dotted(256) },
  aws_cloudwatch_event_rule: { name: dotted(64, { within: ["event_bus_name"] }) },
  aws_cloudwatch_log_group: {
    name: limits(1, 512, "letters, digits and ._-/#", "[\\w./#-]*"),
  },
  aws_cloudwatch_log_delivery_destination: { name: word(60) },
  aws_cloudwatch_log_delivery_source: { name: word(60) },
  aws_cloudwatch_log_resource_policy: { policy_name: printable(255) },
  aws_cloudwatch_composite_alarm: { alarm_name: printable(255) },
  aws_cloudwatch_metric_alarm: { alarm_name: printable(255) },
  aws_codebuild_project: { name: word(150, undefined, 2) },
  aws_codedeploy_app: { name: iam(100, {}) },
  aws_codedeploy_deployment_group: { deployment_group_name: iam(100, { within: ["app_name"] }) },
  aws_codepipeline: { name: limits(1, 100, "letters, digits and .@_-", "[\\w.@-]*") },
  aws_config_config_rule: { name: printable(128) },
  aws_db_instance: {
    identifier: label(63),
    db_name: limits(1, 63, "letters, digits and underscores, a letter first", "[A-Za-z]\\w*", repeatable),
    username: limits(1, 63, "letters, digits and underscores, a letter first", "[A-Za-z]\\w*", repeatable),
  },
  aws_db_option_group: { name: label(255) },
  aws_db_parameter_group: { name: label(255) },
  aws_db_proxy: { name: label(63) },
  aws_db_subnet_group: { name: lower() },
  aws_dlm_lifecycle_policy: {
    description: limits(1, 500, "letters, digits, spaces, hyphens and underscores", "[\\w -]*", repeatable),
  },
  aws_dynamodb_table: { name: dotted(255, undefined, 3) },
  aws_ec2_managed_prefix_list: {
    name: limits(
      1,
      255,
      "printable ASCII characters, not beginning with com.amazonaws",
      "(?!com\\.amazonaws)[ -~]*",
      repeatable,
    ),
  },
  aws_ecr_pull_through_cache_rule: {
    ecr_repository_prefix: limits(
      2,
      30,
      "lower-case words of letters and digits, joined by a dot, hyphen, underscore or slash",
      "[a-z0-9]+([._/-][a-z0-9]+)*",
    ),
  },
  aws_ecr_repository: {
    name: limits(
      2,
      256,
      "lower-case words of letters and digits, joined by a dot, hyphen, underscore or slash",
      "[a-z0-9]+((\\.|_{1,2}|-+|/)[a-z0-9]+)*",
    ),
  },
  aws_ecs_capacity_provider: {
    name: limits(
      1,
      255,
      "letters, digits, hyphens and underscores, not beginning with aws, ecs or fargate",
      "(?!aws|ecs|fargate)[\\w-]*",
    ),
  },
  aws_ecs_cluster: { name: word(255) },
  aws_ecs_service: { name: word(255, { within: ["cluster"] }) },
  aws_ecs_task_definition: { family: word(255) },
  aws_efs_file_system: { creation_token: printable(64) },
  aws_eks_cluster: {
    name: limits(1, 100, "letters, digits, hyphens and underscores, no sign first", "[A-Za-z0-9][\\w-]*"),
  },
  aws_eks_fargate_profile: { fargate_profile_name: word(100, { within: ["cluster_name"] }) },
  aws_eks_node_group: { node_group_name: word(63, { within: ["cluster_name"] }) },
  aws_elasticache_cluster: { cluster_id: label(50) },
  aws_elasticache_global_replication_group: { global_replication_group_id_suffix: label(35) },
  aws_elasticache_parameter_group: { name: label(255) },
  aws_elasticache_replication_group: { replication_group_id: label(40) },
  aws_elasticache_serverless_cache: { name: label(40) },
  aws_elasticache_subnet_group: { name: lower() },
  aws_elasticache_user: { user_id: label(40) },
  aws_elasticache_user_group: { user_group_id: label(40) },
  // An account has one OpenID Connect provider for each URL.
  aws_iam_openid_connect_provider: { url: limits(1, 255, "characters of an address", "[!-~]*", account) },
  aws_iam_group: { name: iam(128) },
  aws_iam_instance_profile: { name: iam(128) },
  aws_iam_policy: { name: iam(128) },
  aws_iam_role: { name: iam(64), description: limits(0, 1000, "characters", "[^]*", repeatable) },
  aws_iam_role_policy: { name: iam(128, { scope: "account", within: ["role"] }) },
  aws_iam_user: { name: iam(64) },
  aws_key_pair: { key_name: printable(255) },
  aws_kms_alias: {
    name: limits(7, 256, "letters, digits and /_- after alias/, and not alias/aws/", "alias/(?!aws/)[\\w/-]+"),
  },
  aws_lambda_alias: {
    name: limits(1, 128, "letters, digits, hyphens and underscores, not all digits", "(?!\\d+$)[\\w-]*", {
      within: ["function_name"],
    }),
  },
  aws_lambda_function: { function_name: word(64) },
  aws_lambda_layer_version: { layer_name: word(64, repeatable) },
  aws_launch_template: { name: limits(3, 125, "letters, digits and ().-/_", "[\\w().\\-/]*") },
  aws_lb: { name: balancer("|internal-", ", not beginning with internal-") },
  aws_lb_target_group: { name: balancer("", "") },
  aws_lb_trust_store: { name: balancer("", "") },
  aws_placement_group: { name: printable(255) },
  aws_rds_cluster: { cluster_identifier: label(63) },
  aws_rds_cluster_instance: { identifier: label(63, { type: "aws_db_instance" }) },
  aws_rds_cluster_parameter_group: { name: label(255) },
  aws_rds_global_cluster: { global_cluster_identifier: label(63, account) },
  aws_route53_zone: { name: domain(255) },
  aws_s3_bucket: { bucket: bucketName },
  aws_scheduler_schedule: { name: dotted(64, { within: ["group_name"] }) },
  aws_scheduler_schedule_group: { name: dotted(64) },
  // A secret's ARN ends with its name, a hyphen and six characters. A search by a part of the ARN may find the wrong
  // secret when a name itself ends with a hyphen and six characters.
  aws_secretsmanager_secret: {
    name: limits(
      1,
      512,
      "letters, digits and /_+=.@-, not ending with a hyphen and six letters or digits",
      "[\\w/+=.@-]*(?<!-[A-Za-z0-9]{6})",
    ),
  },
  aws_security_group: {
    name: groupText(", not beginning with sg-", "(?!sg-)", { within: ["vpc_id"] }),
    description: groupText("", "", repeatable),
  },
  aws_sfn_state_machine: { name: word(80) },
  aws_sns_topic: { name: fifo(256) },
  aws_sqs_queue: { name: fifo(80) },
  aws_ssm_parameter: {
    name: limits(
      1,
      1011,
      "letters, digits and ._-/ in at most 15 levels, not beginning with aws or ssm",
      "(?!\\/?(aws|ssm))(?!(.*\\/){16})[\\w./-]*",
    ),
  },
  aws_vpc_security_group_egress_rule: { description: groupText("", "", repeatable) },
  aws_vpc_security_group_ingress_rule: { description: groupText("", "", repeatable) },
  aws_wafv2_ip_set: { name: word(128, { within: ["scope"] }) },
  aws_wafv2_rule_group: { name: word(128, { within: ["scope"] }) },
  aws_wafv2_web_acl: { name: word(128, { within: ["scope"] }) },
};

const tagText = (min: number, max: number, words: string, forbidden: string) => ({
  pattern: new RegExp(`^${forbidden}[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{${min},${max}}$`, "u"),
  rule: `${min} to ${max} letters, digits, spaces and _.:/=+-@${words}`,
});

/** Limits of tags. https://docs.aws.amazon.com/tag-editor/latest/userguide/tagging.html */
export const TAGS = {
  max: 50,
  key: tagText(1, 128, ", not beginning with aws:", "(?![aA][wW][sS]:)"),
  value: tagText(0, 256, "", ""),
};

const HASH = 6;

/**
 * The name, shortened to `max` characters. A shortened name ends with a hash of the whole name, so that long names with
 * the same beginning stay unique.
 *
 * @param max at least 8
 */
export function fitName(name: string, max: number): string {
  if (max < HASH + 2) {
    throw new Error(`a name must have room for ${HASH + 2} characters, got ${max}`);
  }
  if (name.length <= max) {
    return name;
  }
  const hash = createHash("sha256").update(name).digest("hex").slice(0, HASH);
  // Many services refuse two hyphens in a row.
  return `${name.slice(0, max - HASH - 1).replace(/-+$/, "")}-${hash}`;
}
