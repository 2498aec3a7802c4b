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
      function: testFunction(stack, { timeoutSeconds: 30 }),
      ...props,
    });
  });
}

test("takes back only the messages that failed, and calls the function ten times at once at most", () => {
  expect(only(source(), "aws_lambda_event_source_mapping")).toMatchObject({
    event_source_arn: "${aws_sqs_queue.jobs.arn}",
    function_name: "${aws_lambda_function.resize.function_name}",
    function_response_types: ["ReportBatchItemFailures"],
    scaling_config: { maximum_concurrency: 10 },
  });
});

test("exists only once the function may read the queue", () => {
  const json = source();
  const [consume] = Object.entries<Json>(json.resource.aws_iam_role_policy).find(
    ([, { name }]) => name === "consume-jobs",
  )!;

  expect(only(json, "aws_lambda_event_source_mapping").depends_on).toContain(`aws_iam_role_policy.${consume}`);
});

test("fails when a message could be received again while it is worked on", () => {
  expect(() => source({}, 29)).toThrow("as the function may take, 30 s, got visibilityTimeoutSeconds 29");
});

test("fails on numbers SQS does not take", () => {
  expect(() => source({ batchSize: 11 })).toThrow("source: batchSize must be a whole number, 1 to 10, got 11");
  expect(() => source({ maxConcurrency: 1 })).toThrow("maxConcurrency must be a whole number, 2 to 1000, got 1");
});
