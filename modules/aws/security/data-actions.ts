/** What tells the data of an account from its configuration. */

/** Reading data is not reading configuration: a plan needs the second only. */
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
 * Begins the keys of objects that hold certificates of authorities, which no
 * one keeps secret. Terraform made them, and looks at them again in every plan.
 */
export const TRUST_STORE_KEYS = "trust-stores/";

/**
 * Services that show configuration only to those who may decrypt it. To others a
 * function seems to have no variables, and every plan would add them again.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html
 */
export const CONFIGURATION_SERVICES = ["lambda.*.amazonaws.com", "scheduler.*.amazonaws.com"];
