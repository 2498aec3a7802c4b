import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { accountOf } from "@modules/aws/account";
import { projectOf } from "@modules/google/project";
import { only } from "@modules/testing/resources";
import { synthAll, testApp, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";

test("states an account and a project", () => {
  const stack = testStack(testApp(), "shop", "eu-west-1");

  expect(accountOf(stack)).toMatchObject({ id: "111122223333", region: "eu-west-1" });
  expect(projectOf(stack)).toMatchObject({ id: "example-project", region: "us-central1" });
});

test("resolves references between stacks", () => {
  const { shop, bank } = synthAll((app) => {
    const queue = new SqsQueue(testStack(app, "shop"), "jobs", { name: "jobs" });
    new SqsQueue(testStack(app, "bank"), "copy", { name: "copy", policy: queue.arn });
  });

  expect(Object.values(shop.output)).toMatchObject([{ value: "${aws_sqs_queue.jobs.arn}" }]);
  expect(only(bank, "aws_sqs_queue").policy).toContain("data.terraform_remote_state");
});
