import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { faultsOf } from "@modules/testing/faults";
import { expect, test } from "vitest";
import { faultsIn, soundStack } from "../../../support/faults";

const tagged = (tags: Record<string, string>) =>
  faultsIn((stack) => new SqsQueue(stack, "jobs", { name: "jobs", tags }));

test("fails for a key or value that is too long or reserved", () => {
  expect(tagged({ ["k".repeat(129)]: "" })).toEqual([
    expect.stringContaining("must be 1 to 128 letters, digits, spaces"),
  ]);
  expect(tagged({ Note: "v".repeat(257) })).toEqual([
    expect.stringContaining("shop/jobs: value of tag tags.Note must be 0 to 256 letters"),
  ]);
  expect(tagged({ "aws:owner": "me" })).toEqual([
    "shop/jobs: key of tag tags.aws:owner must be 1 to 128 letters, digits, spaces and _.:/=+-@, not beginning with aws:, got aws:owner; change it",
  ]);
  expect(tagged({ Note: "one, two" })).toEqual([expect.stringContaining("got one, two; change it")]);
});

test("counts the default tags of the provider towards the limit of 50", () => {
  const tags = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`k${index}`, "v"]));

  expect(tagged(tags)).toEqual([]);
  expect(
    faultsOf((app) => {
      const stack = soundStack(app);
      (stack.node.findChild("aws") as AwsProvider).defaultTags = [{ tags: { Owner: "me", k1: "v" } }];
      new SqsQueue(stack, "jobs", { name: "jobs", tags });
    }),
  ).toEqual(["shop/jobs: must have at most 50 tags, those of its provider included, got 51; remove some"]);
});

test("accepts letters of any script, the allowed signs and expressions", () => {
  const faults = faultsIn((stack) => {
    const queue = new SqsQueue(stack, "jobs", {
      name: "jobs",
      tags: { "kubernetes.io/role/elb": "", Größe: "a b@c+d=e:f" },
    });
    new AutoscalingGroup(stack, "group", {
      maxSize: 1,
      minSize: 1,
      tag: [{ key: "Queue", value: queue.arn, propagateAtLaunch: true }],
    });
  });

  expect(faults).toEqual([]);
});
