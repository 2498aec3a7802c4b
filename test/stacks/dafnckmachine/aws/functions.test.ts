import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const production = stacks["dafnckmachine-production-functions"];
const functions = production.resource.aws_lambda_function;

/** What the role of a function may do, by action. */
function resourcesByAction(name: string): Record<string, string> {
  const role = functions[name].role.replace(/^\$\{(.*)\.arn\}$/, "$${$1.name}");
  return Object.fromEntries(
    Object.values<Json>(production.resource.aws_iam_role_policy)
      .filter((policy) => policy.role === role)
      .flatMap(({ policy }) => statements(policy))
      .filter(({ Effect }) => Effect === "Allow")
      .flatMap(({ Action, Resource }) => [Action].flat().map((action: string) => [action, Resource])),
  );
}

test("has the three functions by their names, in private subnets", () => {
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
    expect(vpc_config.subnet_ids).toHaveLength(3);
  }
});

test("names functions of other environments apart", () => {
  const { resource } = stacks["dafnckmachine-staging-functions"];

  expect(resource.aws_lambda_function["image-processor"].function_name).toBe("image-processor-staging");
});

test("packages each function once for all environments", () => {
  const staging = stacks["dafnckmachine-staging-functions"].resource.aws_lambda_function;

  for (const [id, { source_code_hash }] of Object.entries<Json>(functions)) {
    expect(staging[id].source_code_hash).toBe(source_code_hash);
  }
});

test("processes images uploaded under one prefix and writes under another, which starts nothing", () => {
  const [{ events, filter_prefix, lambda_function_arn }] = only(
    production,
    "aws_s3_bucket_notification",
  ).lambda_function;
  const { INCOMING_PREFIX, PROCESSED_PREFIX } = functions["image-processor"].environment.variables;

  expect(lambda_function_arn).toBe("${aws_lambda_function.image-processor.arn}");
  expect(events).toEqual(["s3:ObjectCreated:*"]);
  expect(filter_prefix).toBe(INCOMING_PREFIX);
  expect(PROCESSED_PREFIX.startsWith(filter_prefix)).toBe(false);
  const may = resourcesByAction("image-processor");
  expect(may["s3:GetObject"]).toContain(`/${INCOMING_PREFIX}*`);
  expect(may["s3:PutObject"]).toContain(`/${PROCESSED_PREFIX}*`);
});

test("hides a queued notification six times as long as its sender may take", () => {
  const mapping = only(production, "aws_lambda_event_source_mapping");

  expect(mapping).toMatchObject({
    event_source_arn: "${aws_sqs_queue.notifications.arn}",
    function_response_types: ["ReportBatchItemFailures"],
  });
  expect(production.resource.aws_sqs_queue.notifications.visibility_timeout_seconds).toBe(
    6 * functions["notification-sender"].timeout,
  );
});

test("lets the sender publish to the topic it is told", () => {
  expect(resourcesByAction("notification-sender")["sns:Publish"]).toBe(
    functions["notification-sender"].environment.variables.TOPIC_ARN,
  );
});

test("analyzes every interval by the clock", () => {
  expect(only(production, "aws_cloudwatch_event_rule").schedule_expression).toBe("cron(5 0/1 * * ? *)");
  expect(only(production, "aws_cloudwatch_event_target").arn).toBe("${aws_lambda_function.data-analyzer.arn}");
  expect(functions["data-analyzer"].environment.variables.INTERVAL_HOURS).toBe("1");
});

test("reads the metrics and writes reports only", () => {
  const may = resourcesByAction("data-analyzer");

  expect(may["dynamodb:Scan"]).toBeDefined();
  expect(may["dynamodb:PutItem"]).toBeUndefined();
  expect(may["s3:PutObject"]).toMatch(/\/reports\/\*$/);
});

test("admits S3 and EventBridge for their own sources of this account only", () => {
  const permissions = Object.values<Json>(production.resource.aws_lambda_permission);

  expect(permissions.map(({ principal }) => principal).sort()).toEqual(["events.amazonaws.com", "s3.amazonaws.com"]);
  for (const { source_arn, source_account } of permissions) {
    expect(source_arn).toBeDefined();
    expect(source_account).toBe("111122223333");
  }
});
