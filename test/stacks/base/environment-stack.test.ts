import { App, Testing } from "cdktf";
import { expect, test } from "vitest";
import { dafnckmachineSchema } from "../../../environments/dafnckmachine/rules";
import { staging } from "../../../environments/dafnckmachine/staging";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack, rolePath } from "../../../stacks/base/aws-stack";
import { CloudflareStack } from "../../../stacks/base/cloudflare-stack";
import { scopeName } from "../../../stacks/base/environment-stack";
import { GoogleStack } from "../../../stacks/base/google-stack";

const environment: Environment = dafnckmachineSchema.parse(staging);

class ShopStack extends AwsStack {}
class ShopEdgeStack extends CloudflareStack {}
class ShopGoogleStack extends GoogleStack {}

function synth(stack: ShopStack) {
  return JSON.parse(Testing.synth(stack));
}

test("names the stack, its state and its tags after the environment", () => {
  const json = synth(new ShopStack(new App(), environment, "shop"));

  expect(json.terraform.backend.s3.key).toBe("dafnckmachine/staging/shop.tfstate");
  expect(json.provider.aws[0].default_tags[0].tags).toMatchObject({
    Project: "DafnckMachine",
    Environment: "staging",
    Stack: "dafnckmachine-staging-shop",
  });
});

test("ends the name of a stack in another region with the region", () => {
  const stack = new ShopStack(new App(), environment, "shop", { region: "us-west-2" });

  expect(stack.node.id).toBe("dafnckmachine-staging-shop-us-west-2");
  expect(synth(stack).provider.aws[0].region).toBe("us-west-2");
});

test("ends physical names with the environment's suffix", () => {
  expect(new ShopStack(new App(), environment, "shop").named("orders")).toBe("orders-staging");
  expect(scopeName(environment)).toBe("dafnckmachine-staging");
  expect(rolePath(environment)).toBe("/dafnckmachine-staging/");
});

test("keeps resources whose addresses were renamed", () => {
  const stack = new ShopStack(new App(), environment, "shop");
  stack.moved("aws_sqs_queue.old", "aws_sqs_queue.new");
  stack.moved("aws_sns_topic.old", "aws_sns_topic.new");

  expect(synth(stack).moved).toEqual([
    { from: "aws_sqs_queue.old", to: "aws_sqs_queue.new" },
    { from: "aws_sns_topic.old", to: "aws_sns_topic.new" },
  ]);
});

test("refuses credentials of another account", () => {
  const json = synth(new ShopStack(new App(), environment, "shop"));

  expect(json.provider.aws[0].allowed_account_ids).toEqual([environment.account.id]);
});

test("fails when a stack in Cloudflare has no settings", () => {
  expect(() => new ShopEdgeStack(new App(), environment, "shop")).toThrow(
    "dafnckmachine-staging-cloudflare-shop: environment.cloudflare must be set, got none; add it or leave the stack out",
  );
});

test("fails when a stack in Google Cloud has no settings", () => {
  expect(() => new ShopGoogleStack(new App(), environment, "shop")).toThrow(
    "dafnckmachine-staging-google-shop: environment.google must be set, got none; add it or leave the stack out",
  );
});
