/**
 * Everything that is left out on the emulator, moto 5.2.1, each with the reason. The rest of a stack is
 * applied unchanged.
 */

/**
 * Addresses of resources to remove, and of outputs to replace by an ARN without a resource, so that other
 * stacks can still read them. A `*` at the end matches any characters.
 */
export const exclusions: Readonly<Record<string, string>> = {
  "aws_iam_role_policy_attachment.mfa_*": "the roles of people are the owner's, and an empty account has none",
  "aws_ebs_default_kms_key.*": "GetEbsDefaultKmsKeyId answers 500",
  "aws_instance.*": "its template and metadata options are not stored, so that it would be replaced",
  "aws_lambda_invocation.*": "the function would log in to a database, and there is none",
  "aws_elasticache_user_group.*": "CreateUserGroup answers 500",
  "aws_elasticache_parameter_group.*": "CreateCacheParameterGroup answers 500",
  "aws_elasticache_replication_group.*": "refers to the two groups above",
  "aws_appautoscaling_target.*": "ListTagsForResource of Application Auto Scaling answers 500",
  "aws_appautoscaling_policy.*": "refers to the target above",
  "aws_efs_backup_policy.*": "PutBackupPolicy answers 500",
  "aws_dlm_lifecycle_policy.*": "the service does not exist",
  "aws_codedeploy_app.*": "GetApplication returns a time that is not a number",
  "aws_codedeploy_deployment_group.*": "refers to the application above",
  "output.user-management-deployment-input": "refers to the application above",
  "output.cross-stack-output-aws_elasticache_replication_group*": "refers to the replication groups above",
};

/** Resources to remove if they have an argument: `type.argument`. */
export const excludedWith: Readonly<Record<string, string>> = {
  "aws_secretsmanager_secret_rotation.rotation_lambda_arn":
    "the first rotation would run a function in a container immediately",
};

/** Arguments to remove from every resource of a type: `type.argument`. */
export const excludedArguments: Readonly<Record<string, string>> = {
  "aws_db_instance.maintenance_window": "a window that begins when the backups end counts as overlapping them",
  "aws_ec2_subnet_cidr_reservation.description": "is not stored, so that the reservation would be replaced",
  "aws_eip.instance": "refers to the instance above",
  "aws_rds_cluster_instance.preferred_maintenance_window": "the same",
};

/** Statements to remove from bucket policies. */
export const excludedStatements = {
  reason: "conditions are ignored, so that a Deny with one, such as for access without TLS, always applies",
  matches: ({ Effect, Condition }: { Effect: string; Condition?: unknown }) =>
    Effect === "Deny" && Condition !== undefined,
};

/** Types that the emulator creates but cannot delete; tests remove them from the state before a destroy. */
export const undeletable: Readonly<Record<string, string>> = {
  aws_secretsmanager_secret_rotation: "CancelRotateSecret requires a function, which a secret of RDS does not have",
  aws_elasticache_subnet_group: "DeleteCacheSubnetGroup answers 500",
  aws_efs_file_system_policy: "DeleteFileSystemPolicy answers 500",
};

export interface AllowedChange {
  /** Arguments that a second plan may change. */
  readonly arguments: readonly string[];
  /** Whether the change of one of them replaces the resource. @default false */
  readonly replaces?: boolean;
  readonly reason: string;
}

const GROUP_RULE = { arguments: ["description"], reason: "the description of a rule that names a group is not stored" };

/** Arguments that the emulator forgets, by resource type, so that a second plan changes them again. */
export const allowedChanges: Readonly<Record<string, AllowedChange>> = {
  aws_vpc_security_group_ingress_rule: GROUP_RULE,
  aws_vpc_security_group_egress_rule: GROUP_RULE,
  aws_lambda_function: {
    arguments: ["dead_letter_config", "kms_key_arn", "logging_config"],
    reason: "these are not stored",
  },
  aws_rds_cluster: {
    arguments: ["scaling_configuration"],
    reason: "one of Serverless v1 is returned that was never set",
  },
  aws_launch_template: { arguments: ["tag_specifications"], reason: "only one of several is stored" },
  aws_ecs_service: {
    arguments: [
      "availability_zone_rebalancing",
      "capacity_provider_strategy",
      "enable_ecs_managed_tags",
      "health_check_grace_period_seconds",
      "tags",
    ],
    replaces: true,
    reason: "these are not stored, and a service without its capacity providers is replaced",
  },
  aws_db_parameter_group: { arguments: ["parameter"], reason: "only some of the parameters are returned" },
};
