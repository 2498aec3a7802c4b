/** The actions and services that separate an account's data from its configuration. */

/** Actions that return data. A plan reads configuration only, so its role is denied them. */
export const DATA_ACTIONS = [
  "athena:GetQueryResults*",
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  // The console's output and screenshot show what an instance printed, and GetPasswordData an administrator's password.
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
 * Tag of the plain-text parameters that Terraform manages. Every plan reads their values, which the state holds
 * anyway; the role of plans is denied all other parameters.
 */
export const CONFIGURATION_TAG = { Content: "configuration" } as const;

/**
 * Prefix of the S3 keys that hold CA certificates of a trust store. Certificates are public, and Terraform
 * manages these objects, so every plan reads them.
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
