import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { staging } from "../../../../environments/dafnckmachine/staging";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-functions"]!;
const functions = stack.resource.aws_lambda_function;

/** Resources by action that the role of a function is allowed. */
function resourcesByAction(name: string): Record<string, string> {
  const role = functions[name].role.replace(/^\$\{(.*)\.arn\}$/, "$${$1.name}");
  return Object.fromEntries(
    Object.values<Json>(stack.resource.aws_iam_role_policy)
      .filter((policy) => policy.role === role)
      .flatMap(({ policy }) => statements(policy))
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action, Resource }) => [Action].flat().map((action: string) => [action, Resource])),
  );
}

test("creates the three functions outside of the VPC, of which they need nothing", () => {
  expect(functions).toMatchObject({
    "image-processor": {
      function_name: "image-processor",
      runtime: "nodejs22.x",
      memory_size: 1024,
      timeout: 300,
    },
    "notification-sender": {
      function_name: "notification-sender",
      runtime: "python3.13",
      memory_size: 512,
      timeout: 60,
    },
    "data-analyzer": { function_name: "data-analyzer", runtime: "nodejs22.x", memory_size: 2048, timeout: 900 },
  });
  for (const { vpc_config } of Object.values<Json>(functions)) {
    expect(vpc_config).toBeUndefined();
  }
});

test("ends the names of functions with the environment's suffix", () => {
  const { resource } = stacks["dafnckmachine-staging-functions"]!;

  expect(resource.aws_lambda_function["image-processor"].function_name).toBe(`image-processor${staging.nameSuffix}`);
});

test("deploys the same package of a function in every environment", () => {
  const others = stacks["dafnckmachine-staging-functions"]!.resource.aws_lambda_function;

  for (const [id, { source_code_hash }] of Object.entries<Json>(functions)) {
    expect(others[id].source_code_hash).toBe(source_code_hash);
  }
});

test("processes images uploaded under one prefix and writes under another, which triggers nothing", () => {
  const [{ events, filter_prefix, lambda_function_arn }] = only(stack, "aws_s3_bucket_notification").lambda_function;
  const { INCOMING_PREFIX, PROCESSED_PREFIX } = functions["image-processor"].environment.variables;

  expect(lambda_function_arn).toBe("${aws_lambda_function.image-processor.arn}");
  expect(events).toEqual(["s3:ObjectCreated:*"]);
  expect(filter_prefix).toBe(INCOMING_PREFIX);
  expect(PROCESSED_PREFIX.startsWith(filter_prefix)).toBe(false);
  const may = resourcesByAction("image-processor");
  expect(may["s3:GetObject"]).toContain(`/${INCOMING_PREFIX}*`);
  expect(may["s3:PutObject"]).toContain(`/${PROCESSED_PREFIX}*`);
});

test("hides a queued notification for six times the timeout of its sender", () => {
  const mapping = only(stack, "aws_lambda_event_source_mapping");

  const { aws_sqs_queue } = stacks["dafnckmachine-production-data"]!.resource;

  expect(mapping).toMatchObject({
    event_source_arn: expect.stringContaining("aws_sqs_queuenotificationsarn"),
    function_response_types: ["ReportBatchItemFailures"],
  });
  expect(aws_sqs_queue.notifications.visibility_timeout_seconds).toBe(6 * functions["notification-sender"].timeout);
});

test("mails notifications to the environment's recipients", () => {
  const subscriptions = Object.values<Json>(stack.resource.aws_sns_topic_subscription);

  expect(subscriptions.map(({ protocol, endpoint }) => [protocol, endpoint])).toEqual(
    production.functions.notificationEmails!.map((email) => ["email", email]),
  );
});

test("lets the sender publish to the topic of its environment variable only", () => {
  expect(resourcesByAction("notification-sender")["sns:Publish"]).toBe(
    functions["notification-sender"].environment.variables.TOPIC_ARN,
  );
});

test("analyzes metrics five minutes after each interval", () => {
  const { analysisIntervalHours } = production.functions;

  expect(only(stack, "aws_cloudwatch_event_rule").schedule_expression).toBe(
    `cron(5 0/${analysisIntervalHours} * * ? *)`,
  );
  expect(only(stack, "aws_cloudwatch_event_target").arn).toBe("${aws_lambda_function.data-analyzer.arn}");
  expect(functions["data-analyzer"].environment.variables.INTERVAL_HOURS).toBe(String(analysisIntervalHours));
});

test("lets the analyzer read metrics and write reports only", () => {
  const may = resourcesByAction("data-analyzer");

  expect(may["dynamodb:Query"]).toMatch(/\/index\/by-hour$/);
  expect(may["dynamodb:Scan"]).toBeUndefined();
  expect(may["dynamodb:PutItem"]).toBeUndefined();
  expect(may["s3:PutObject"]).toMatch(/\/reports\/\*$/);
});

test("lets only this account's own bucket and rule invoke functions", () => {
  const permissions = Object.values<Json>(stack.resource.aws_lambda_permission);

  expect(permissions.map(({ principal }) => principal).sort()).toEqual(["events.amazonaws.com", "s3.amazonaws.com"]);
  for (const { source_arn, source_account } of permissions) {
    expect(source_arn).toBeDefined();
    expect(source_account).toBe(production.account.id);
  }
});
