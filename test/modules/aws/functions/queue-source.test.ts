import { QueueSource, type QueueSourceProps } from "@modules/aws/functions/queue-source";
import { Queue } from "@modules/aws/messaging/queue";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { testFunction } from "../../../support/function";

function source(props: Partial<QueueSourceProps> = {}, visibilityTimeoutSeconds = 180): Json {
  return synth((stack) => {
    new QueueSource(stack, "source", {
      queue: new Queue(stack, "jobs", { name: "jobs", visibilityTimeoutSeconds }),
      target: testFunction(stack, { timeoutSeconds: 30 }),
      ...props,
    });
  });
}

test("returns only failed messages to the queue, and invokes the function at most ten times at once", () => {
  expect(only(source(), "aws_lambda_event_source_mapping")).toMatchObject({
    event_source_arn: "${aws_sqs_queue.jobs.arn}",
    function_name: "${aws_lambda_function.resize.function_name}",
    function_response_types: ["ReportBatchItemFailures"],
    scaling_config: { maximum_concurrency: 10 },
  });
});

test("is created after the function may consume from the queue", () => {
  const json = source();
  const [consume] = Object.entries<Json>(json.resource.aws_iam_role_policy).find(
    ([, { name }]) => name === "consume-jobs",
  )!;

  expect(only(json, "aws_lambda_event_source_mapping").depends_on).toContain(`aws_iam_role_policy.${consume}`);
});

test("is created after permissions that are granted later", () => {
  const json = synth((stack) => {
    const target = testFunction(stack);
    new QueueSource(stack, "source", { queue: new Queue(stack, "jobs", { name: "jobs" }), target });
    new Queue(stack, "results", { name: "results" }).grantSend(target.role);
  });
  const [later] = Object.entries<Json>(json.resource.aws_iam_role_policy).find(
    ([, { name }]) => name === "send-to-results",
  )!;

  expect(only(json, "aws_lambda_event_source_mapping").depends_on).toContain(`aws_iam_role_policy.${later}`);
});

test("lets overrides win over what it sets", () => {
  expect(
    only(
      source({ overrides: { maximumBatchingWindowInSeconds: 30, batchSize: 1 } }),
      "aws_lambda_event_source_mapping",
    ),
  ).toMatchObject({
    batch_size: 1,
    maximum_batching_window_in_seconds: 30,
  });
});

test("fails when a message would become visible again before the function's timeout", () => {
  expect(() => source({}, 29)).toThrow(
    "source: visibilityTimeoutSeconds of the queue must be at least the function's timeout, 30, got 29",
  );
});

test("fails on a batch size or concurrency that Lambda does not accept", () => {
  expect(() => source({ batchSize: 11 })).toThrow("source: batchSize must be a whole number, 1 to 10, got 11");
  expect(() => source({ maxConcurrency: 1 })).toThrow("maxConcurrency must be a whole number, 2 to 1000, got 1");
});
