/** Resources of AWS that hold data, and the actions that a word of the page stands for. */

export interface Kind {
  readonly title: string;
  /** An action for each word; the first that is allowed counts. */
  readonly actions: Readonly<Record<string, readonly string[]>>;
  /** Type of the resource that holds its policy, and the argument that names the resource there. */
  readonly policy?: readonly [type: string, argument: string];
  /** The end of an ARN of its objects. @default "" */
  readonly items?: string;
}

/** Types that hold data, in the order of the page. */
export const KINDS: Readonly<Record<string, Kind>> = {
  aws_s3_bucket: {
    title: "bucket",
    actions: {
      read: ["s3:GetObject"],
      write: ["s3:PutObject"],
      delete: ["s3:DeleteObject"],
      manage: ["s3:PutBucketPolicy"],
    },
    policy: ["aws_s3_bucket_policy", "bucket"],
    items: "/any",
  },
  aws_dynamodb_table: {
    title: "table",
    actions: {
      read: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
      write: ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
      manage: ["dynamodb:UpdateTable", "dynamodb:DeleteTable"],
    },
  },
  aws_db_instance: {
    title: "database",
    actions: { manage: ["rds:ModifyDBInstance"], delete: ["rds:DeleteDBInstance"] },
  },
  aws_rds_cluster: { title: "cluster", actions: { manage: ["rds:ModifyDBCluster"], delete: ["rds:DeleteDBCluster"] } },
  aws_elasticache_replication_group: {
    title: "cache",
    actions: { connect: ["elasticache:Connect"], manage: ["elasticache:ModifyReplicationGroup"] },
  },
  aws_sqs_queue: {
    title: "queue",
    actions: { read: ["sqs:ReceiveMessage"], write: ["sqs:SendMessage"], manage: ["sqs:SetQueueAttributes"] },
    policy: ["aws_sqs_queue_policy", "queue_url"],
  },
  aws_sns_topic: {
    title: "topic",
    actions: { subscribe: ["sns:Subscribe"], write: ["sns:Publish"], manage: ["sns:SetTopicAttributes"] },
    policy: ["aws_sns_topic_policy", "arn"],
  },
  aws_secretsmanager_secret: {
    title: "secret",
    actions: {
      read: ["secretsmanager:GetSecretValue"],
      write: ["secretsmanager:PutSecretValue", "secretsmanager:UpdateSecret"],
      manage: ["secretsmanager:PutResourcePolicy", "secretsmanager:DeleteSecret"],
    },
    policy: ["aws_secretsmanager_secret_policy", "secret_arn"],
  },
  aws_ssm_parameter: {
    title: "parameter",
    actions: { read: ["ssm:GetParameter", "ssm:GetParameters"], write: ["ssm:PutParameter"] },
  },
  aws_kms_key: {
    title: "key",
    actions: { decrypt: ["kms:Decrypt"], encrypt: ["kms:GenerateDataKey"], manage: ["kms:PutKeyPolicy"] },
    policy: ["aws_kms_key", ""],
  },
  aws_ecr_repository: {
    title: "repository",
    actions: { pull: ["ecr:BatchGetImage"], push: ["ecr:PutImage"], manage: ["ecr:SetRepositoryPolicy"] },
  },
};
