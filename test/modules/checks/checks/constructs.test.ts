import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Annotations, Aspects, DataResource } from "cdktf";
import { expect, test, vi } from "vitest";
import { faultsIn } from "../../../support/faults";

test("fails with the messages of a construct's validation", () => {
  const faults = faultsIn((stack) =>
    new SqsQueue(stack, "jobs", { name: "jobs" }).node.addValidation({ validate: () => ["must be emptied first"] }),
  );

  expect(faults).toEqual(["shop/jobs: must be emptied first"]);
});

test("fails for an error annotation, also of an aspect", () => {
  const faults = faultsIn((stack) => {
    Annotations.of(new SqsQueue(stack, "jobs", { name: "jobs" })).addError("has no alarm");
    Aspects.of(stack).add({
      visit: (construct) => construct === stack && Annotations.of(construct).addError("has no owner"),
    });
  });

  expect(faults).toEqual(["shop: has no owner", "shop/jobs: has no alarm"]);
});

test("accepts warnings and validations without a message", () => {
  const faults = faultsIn((stack) => {
    Annotations.of(stack).addWarning("is old");
    Annotations.of(stack).addInfo("is here");
    stack.node.addValidation({ validate: () => [] });
  });

  expect(faults).toEqual([]);
});

test("asks for no Terraform on this machine where the stack says which version it needs", () => {
  vi.stubEnv("PATH", "");
  const faults = (requiredVersion?: string) =>
    faultsIn((stack) => {
      new DataResource(stack, "made");
      stack.addOverride("terraform.required_version", requiredVersion);
    });

  expect(faults(">= 1.11")).toEqual([]);
  expect(faults()[0]).toMatch(/^shop\/made: Could not determine version of terraform/);
});
