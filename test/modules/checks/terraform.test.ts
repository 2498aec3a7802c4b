import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { type PreparedStack, prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import { Fn, type IResolvable, Lazy, TerraformOutput, TerraformVariable } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { soundStack } from "../../support/faults";

function expectSameAsCdktf({ json, stack }: PreparedStack): void {
  expect(json).toStrictEqual(stack.toTerraform());
}

test("renders tokens, overrides and references between stacks as cdktf does", () => {
  const app = testApp();
  const network = soundStack(app, "network");
  const shop = soundStack(app, "shop");
  const queue = new SqsQueue(network, "jobs", {
    name: "jobs",
    tags: { Lazy: Lazy.stringValue({ produce: () => "later" }) },
  });
  queue.addOverride("delay_seconds", 3);
  queue.addOverride("lifecycle.ignore_changes", ["tags"]);
  const size = new TerraformVariable(shop, "size", { type: "number", default: 1 });
  new SqsQueue(shop, "copy", {
    name: "copy",
    delaySeconds: size.numberValue,
    maxMessageSize: queue.maxMessageSize,
    policy: JSON.stringify({ arn: queue.arn, name: Fn.upper(queue.name), wait: size.numberValue, own: "$${aws:user}" }),
    tagsAll: queue.tagsAll as unknown as Record<string, string>,
    dependsOn: [size as never],
  });
  new TerraformOutput(new Construct(shop, "outputs"), "size", { value: [size.value as IResolvable, queue.arn] });
  shop.addOverride("output.extra", { value: queue.url, description: undefined });
  shop.addOverride("resource.aws_sqs_queue.copy.fifo_queue", true);
  shop.addOverride("resource.aws_sqs_queue.copy.name", undefined);
  shop.addOverride("provider.aws", [{ alias: "west", region: "us-west-2" }]);
  shop.addOverride("moved", [{ from: "aws_sqs_queue.old", to: "aws_sqs_queue.copy" }]);

  const stacks = prepare(app);

  expect(stacks[1]!.json.resource.aws_sqs_queue.copy.fifo_queue).toBe(true);
  expect(stacks[1]!.json.data.terraform_remote_state).toBeDefined();
  stacks.forEach(expectSameAsCdktf);
});

test("fails with the path of a construct that cannot be resolved", () => {
  const app = testApp();
  new TerraformOutput(soundStack(app), "out", { value: `${Fn.split(",", "a")}` });

  expect(() => prepare(app)).toThrow(/^shop\/out: .*Found an encoded list token string/s);
});
