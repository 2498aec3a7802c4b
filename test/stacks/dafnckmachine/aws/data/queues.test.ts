import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { stacks } from "../../../../support/stacks";

/** Ids of the production stacks of the primary region whose roles are allowed an action on a queue. */
function stacksWith(action: string, queue: string): string[] {
  return Object.entries(stacks)
    .filter(([id]) => id.startsWith("dafnckmachine-production-"))
    .filter(([, { resource }]) =>
      Object.values<Json>(resource.aws_iam_role_policy ?? {}).some(
        ({ policy }) => policy.includes(action) && policy.includes(`aws_sqs_queue${queue}arn`),
      ),
    )
    .map(([id]) => id.slice("dafnckmachine-production-".length));
}

test.each([
  ["jobs", "compute"],
  ["notifications", "functions"],
])("has producers and a consumer of %s", (queue, consumer) => {
  expect(stacksWith("sqs:SendMessage", queue)).toEqual(["compute", "containers"]);
  expect(stacksWith("sqs:ReceiveMessage", queue)).toEqual([consumer]);
});

test("lets a service put uploads where the image processor is triggered", () => {
  const policies = Object.values<Json>(stacks["dafnckmachine-production-containers"]!.resource.aws_iam_role_policy);

  expect(JSON.stringify(policies)).toContain("incoming/*");
});

test("lets the nightly batch write to the bucket of backups", () => {
  const policies = Object.values<Json>(stacks["dafnckmachine-production-containers"]!.resource.aws_iam_role_policy);

  expect(policies.map(({ name }) => name)).toContain("put-backups");
});
