import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { faultsOf } from "@modules/testing/faults";
import { type App, DataTerraformRemoteStateS3, Fn, TerraformOutput } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

function reader(app: App, key: string, output = "url") {
  const stack = soundStack(app);
  const state = new DataTerraformRemoteStateS3(stack, "network", { bucket: "state", key, region: "us-east-1" });
  new TerraformOutput(stack, "copy", { value: state.getString(output) });
  return stack;
}

function producer(app: App) {
  const stack = soundStack(app, "network");
  new TerraformOutput(stack, "url", { value: "a" });
  return stack;
}

test("fails when a stack reads the state of a stack without a dependency on it", () => {
  const faults = faultsOf((app) => {
    producer(app);
    reader(app, "network.tfstate");
  });

  expect(faults).toEqual([
    "shop/network: must be applied after the stack whose state it reads, got no dependency on network; pass the construct instead, or call addDependency",
  ]);
});

test("fails for an output that the other stack lacks", () => {
  const faults = faultsOf((app) => {
    const network = producer(app);
    reader(app, "network.tfstate", "arn").addDependency(network);
  });

  expect(faults).toEqual([
    "shop/copy: value must read an output of network, got arn; make the reference before the stacks are prepared",
  ]);
});

test("accepts a dependency, a dependency through a third stack, and a state of another app", () => {
  const faults = faultsOf((app) => {
    const middle = soundStack(app, "middle");
    middle.addDependency(producer(app));
    reader(app, "network.tfstate").addDependency(middle);
    new DataTerraformRemoteStateS3(middle, "other", {
      bucket: "elsewhere",
      key: "network.tfstate",
      region: "us-east-1",
    });
  });

  expect(faults).toEqual([]);
});

test("accepts references between stacks", () => {
  const faults = faultsOf((app) => {
    const jobs = new SqsQueue(soundStack(app, "queues"), "jobs", { name: "jobs" });
    new SqsQueue(soundStack(app), "copy", { name: "copy", tags: { Source: Fn.upper(jobs.arn), Url: `${jobs.url}/1` } });
  });

  expect(faults).toEqual([]);
});

test("fails when depends_on names a resource of another stack", () => {
  const faults = faultsOf((app) => {
    const jobs = new SqsQueue(soundStack(app, "queues"), "jobs", { name: "jobs" });
    new SqsQueue(soundStack(app), "copy", { name: "copy", dependsOn: [jobs] });
  });

  expect(faults).toEqual([
    expect.stringMatching(
      /^shop\/copy: depends_on must name something in its own stack, got \S*outputs\.cross-stack-output-aws_sqs_queuejobs\S*; stacks are ordered by what they take from each other$/,
    ),
  ]);
});
