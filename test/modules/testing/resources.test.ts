import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { manifests, only, resources, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const json = synth((stack) => {
  new SqsQueue(stack, "jobs", { name: "jobs", tags: { Team: "shop", Tier: "standard" } });
  new SqsQueue(stack, "orders", { name: "orders.fifo", fifoQueue: true, tags: { Team: "shop" } });
});

test("finds every resource of a type", () => {
  expect(resources(json, "aws_sqs_queue").map(({ name }) => name)).toEqual(["jobs", "orders.fifo"]);
  expect(resources(json, "aws_sns_topic")).toEqual([]);
});

test("finds resources by a part of their arguments", () => {
  expect(resources(json, "aws_sqs_queue", { tags: { Team: "shop" } })).toHaveLength(2);
  expect(resources(json, "aws_sqs_queue", { tags: { Tier: expect.stringMatching(/^st/) } })).toMatchObject([
    { name: "jobs" },
  ]);
  expect(resources(json, "aws_sqs_queue", { tags: { Team: "bank" } })).toEqual([]);
});

test("finds the one resource that matches", () => {
  expect(only(json, "aws_sqs_queue", { fifo_queue: true })).toMatchObject({ name: "orders.fifo" });
});

test("fails when none or several match, with the addresses of the type", () => {
  expect(() => only(json, "aws_sqs_queue")).toThrow(
    "expected one aws_sqs_queue, found 2: aws_sqs_queue.jobs, aws_sqs_queue.orders",
  );
  expect(() => only(json, "aws_sqs_queue", { name: "mails" })).toThrow("found 0: aws_sqs_queue.jobs");
  expect(() => only(json, "aws_sns_topic")).toThrow("expected one aws_sns_topic, found 0: the stack has none");
});

test("reads the statements of a policy", () => {
  expect(statements('{"Statement":[{"Effect":"Allow"}]}')).toEqual([{ Effect: "Allow" }]);
});

test("finds Kubernetes manifests by kind and name", () => {
  const manifest = { kind: "Gateway", metadata: { name: "shop" } };

  expect(manifests({ resource: { kubernetes_manifest: { shop: { manifest } } } })).toEqual({
    "Gateway/shop": manifest,
  });
});
