import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { faultsOf } from "@modules/testing/faults";
import { type App, S3Backend, TerraformResource, TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

function bareStack(app: App): TerraformStack {
  const stack = new TerraformStack(app, "shop");
  new S3Backend(stack, { bucket: "state", key: "shop", region: "us-east-1" });
  return stack;
}

test("fails when two providers have no alias", () => {
  expect(faultsIn((stack) => new AwsProvider(stack, "west", { region: "us-west-2" }))).toEqual([
    "shop/aws, shop/west: only one aws provider may have no alias, got 2; give the others an alias",
  ]);
});

test("fails when a resource names no provider and all have an alias", () => {
  const faults = faultsOf((app) => {
    const stack = bareStack(app);
    const west = new AwsProvider(stack, "west", { alias: "west", region: "us-west-2" });
    new SqsQueue(stack, "jobs", { name: "jobs" });
    new SqsQueue(stack, "mails", { name: "mails", provider: west });
  });

  expect(faults).toEqual([
    "shop/jobs: must name one of the aws providers, got only aliased ones (aws.west); pass provider, or give one of them no alias",
  ]);
});

test("fails once for all resources without a provider", () => {
  const faults = faultsOf((app) => {
    const stack = bareStack(app);
    new SqsQueue(stack, "jobs", { name: "jobs" });
    new SqsQueue(stack, "mails", { name: "mails" });
  });

  expect(faults).toEqual([
    "shop/jobs and 1 more: must have a provider, got no aws provider in the stack; add one to it",
  ]);
});

test("accepts aliased providers that every resource names, and Terraform's built-in resources", () => {
  const faults = faultsOf((app) => {
    const stack = bareStack(app);
    const west = new AwsProvider(stack, "west", { alias: "west", region: "us-west-2" });
    new SqsQueue(stack, "jobs", { name: "jobs", provider: west });
    new TerraformResource(stack, "marker", { terraformResourceType: "terraform_data" });
  });

  expect(faults).toEqual([]);
});
