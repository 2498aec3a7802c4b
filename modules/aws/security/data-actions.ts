/** Actions and services by which policies separate an account's data from its configuration. */

/** Actions that return data. They are denied to the role of plans, which read only configuration. */
export const DATA_ACTIONS = [
  "athena:GetQueryResults*",
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  // Console output and screenshots can contain data of an instance, and GetPasswordData returns an administrator's
  // password.
  "ec2:GetConsole*",
  "ec2:GetPasswordData",
  "ecr:BatchGetImage",
  "ecr:GetDownloadUrlForLayer",
  "es:ESHttp*",
  "kinesis:GetRecords",
  "kinesis:SubscribeToShard",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetLogObject",
  "logs:GetLogRecord",
  "logs:GetQueryResults",
  "logs:StartLiveTail",
  "logs:StartQuery",
  // Logs of PostgreSQL contain slow queries with their values.
  "rds:Download*",
  "sdb:Select",
  "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
];

/**
 * Tag of the plain-text parameters that Terraform manages. Every plan reads their values, which are in the state
 * anyway. All other parameters are denied to the role of plans.
 */
export const CONFIGURATION_TAG = { Content: "configuration" } as const;

/**
 * Prefix of the S3 keys that hold CA certificates of a trust store. Plans read these objects, because Terraform manages
 * them; the certificates are public.
 */
export const TRUST_STORE_KEYS = "trust-stores/";

/** Keys of objects with configuration that stacks write, in buckets without a customer key. Plans read them. */
export const CONFIGURATION_KEYS = "configuration/";

/**
 * Services that return configuration only to callers who may decrypt it. To other callers a Lambda
 * function appears to have no environment variables, and every plan would add them again.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
export const CONFIGURATION_SERVICES = ["lambda.*.amazonaws.com", "scheduler.*.amazonaws.com"];
