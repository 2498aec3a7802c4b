/** The actions and services that separate an account's data from its configuration. */

/** Actions that return data. A plan reads configuration only, so its role is denied them. */
export const DATA_ACTIONS = [
  "dynamodb:BatchGetItem",
  "dynamodb:GetItem",
  "dynamodb:PartiQLSelect",
  "dynamodb:Query",
  "dynamodb:Scan",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:StartQuery",
  "secretsmanager:GetSecretValue",
  "sqs:ReceiveMessage",
  "ssm:GetParameter*",
];

/**
 * Prefix of the S3 keys that hold CA certificates of a trust store. Certificates are public, and Terraform
 * manages these objects, so every plan reads them.
 */
export const TRUST_STORE_KEYS = "trust-stores/";

/**
 * Services that return configuration only to callers who may decrypt it. To other callers a Lambda
 * function appears to have no environment variables, and every plan would add them again.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
export const CONFIGURATION_SERVICES = ["lambda.*.amazonaws.com", "scheduler.*.amazonaws.com"];
