import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { faultsOf } from "@modules/testing/faults";
import { CloudBackend, NamedCloudWorkspace, S3Backend, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { describe, expect, test } from "vitest";
import { faultsIn, soundStack } from "../../../support/faults";

describe("addresses", () => {
  test("fails when ids differ only in characters that addresses lack", () => {
    const faults = faultsIn((stack) => {
      new SqsQueue(stack, "jobs.eu", { name: "jobs-eu" });
      new SqsQueue(stack, "jobseu", { name: "jobs-us" });
    });

    expect(faults).toEqual([
      "shop/jobs.eu, shop/jobseu: must have different addresses, got aws_sqs_queue.jobseu; rename one",
    ]);
  });

  test("fails when two outputs have one name", () => {
    const faults = faultsIn((stack) => {
      const group = new Construct(stack, "group");
      new TerraformOutput(stack, "url", { value: "a" });
      new TerraformOutput(group, "url", { value: "b", staticId: true });
    });

    expect(faults).toEqual(["shop/group/url, shop/url: must have different addresses, got output.url; rename one"]);
  });

  test("fails when two providers have one alias", () => {
    const faults = faultsIn((stack) => {
      new AwsProvider(stack, "west", { alias: "west", region: "us-west-1" });
      new AwsProvider(stack, "northwest", { alias: "west", region: "us-west-2" });
    });

    expect(faults).toEqual([
      "shop/west, shop/northwest: must have different addresses, got provider.aws.west; rename one",
    ]);
  });

  test("accepts the same id for a resource, a data source and another type", () => {
    const faults = faultsIn((stack) => {
      new SqsQueue(stack, "base", { name: "base" });
      new DataAwsAmi(new Construct(stack, "images"), "Default", {});
      new DataAwsAmi(stack, "queues", {});
      new TerraformOutput(new Construct(stack, "outputs"), "base", { value: "a", staticId: true });
    });

    expect(faults).toEqual([]);
  });
});

describe("stacks", () => {
  test("fails when nested stacks share a folder", () => {
    const faults = faultsOf((app) => {
      for (const parent of ["one", "two"]) {
        const stack = new TerraformStack(new Construct(app, parent), "inner");
        new S3Backend(stack, { bucket: "state", key: parent, region: "us-east-1" });
      }
    });

    expect(faults).toEqual([
      "one/inner, two/inner: must have different folders, got stacks/inner; ids of stacks inside stacks are global",
    ]);
  });

  test("fails when stacks share a state in S3", () => {
    const faults = faultsOf((app) => {
      for (const id of ["one", "two"]) {
        new S3Backend(new TerraformStack(app, id), { bucket: "state", key: "same.tfstate", region: "us-east-1" });
      }
    });

    expect(faults).toEqual([
      "one, two: must have different states, got s3://state/same.tfstate; give one another key or workspace",
    ]);
  });

  test("fails when stacks share a workspace", () => {
    const faults = faultsOf((app) => {
      for (const id of ["one", "two"]) {
        const workspaces = new NamedCloudWorkspace("same");
        new CloudBackend(new TerraformStack(app, id), { organization: "example", workspaces });
      }
    });

    expect(faults).toEqual([
      "one, two: must have different states, got app.terraform.io/example/same; give one another key or workspace",
    ]);
  });

  test("accepts the same key in different buckets and organizations", () => {
    const faults = faultsOf((app) => {
      for (const id of ["one", "two"]) {
        new S3Backend(new TerraformStack(app, `s3-${id}`), { bucket: `state-${id}`, key: "k", region: "us-east-1" });
        const workspaces = new NamedCloudWorkspace("same");
        new CloudBackend(new TerraformStack(app, `hcp-${id}`), { organization: id, workspaces });
      }
      soundStack(app);
    });

    expect(faults).toEqual([]);
  });
});
