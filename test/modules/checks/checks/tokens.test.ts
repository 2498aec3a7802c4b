import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { Fn, Op, TerraformIterator, TerraformOutput, type TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

function faultsOfValue(value: (queue: SqsQueue) => unknown): string[] {
  return faultsIn((stack) => {
    const queue = new SqsQueue(stack, "jobs", { name: "jobs" });
    new TerraformOutput(stack, "out", { value: value(queue) });
  });
}

test("fails for an attribute that a string function has changed", () => {
  expect(faultsOfValue((queue) => queue.arn.toUpperCase())).toEqual([
    expect.stringMatching(
      /^shop\/out: value must not be a damaged token, got \$\{TFTOKEN\[TOKEN\.\d+\]\}; use Fn to change text from resources, and never split or cut it$/,
    ),
  ]);
  expect(faultsOfValue((queue) => queue.arn.slice(3))).toEqual([expect.stringContaining("got fToken[TOKEN.")]);
  expect(faultsOfValue((queue) => queue.arn.split("en[")[1])).toEqual([expect.stringContaining("damaged token")]);
});

test("fails for a number that arithmetic has changed", () => {
  const fix = "; use Op for arithmetic on attributes of resources";

  expect(faultsOfValue((queue) => queue.delaySeconds * 2)).toEqual([
    expect.stringMatching(/^shop\/out: value must not be a damaged token, got -\d\.\d+e\+2\d\d; use Op for arithmetic/),
  ]);
  expect(faultsOfValue((queue) => `in ${queue.delaySeconds / 3} s`)).toEqual([expect.stringContaining(fix)]);
});

test("fails for a list in text, and names the construct", () => {
  const list = (stack: TerraformStack) => Fn.split(",", new SqsQueue(stack, "jobs", { name: "jobs" }).arn);

  expect(faultsIn((stack) => new TerraformOutput(stack, "out", { value: `${list(stack)}` }))).toEqual([
    "shop/out: Found an encoded list token string in a scalar string context; use Fn.element or Fn.join",
  ]);
});

test("reports a construct that cannot be resolved once, and no reference to it", () => {
  const faults = faultsIn((stack) => {
    const queue = new SqsQueue(stack, "jobs", { name: "jobs", policy: `${Fn.split(",", "a")}` });
    new TerraformOutput(stack, "out", { value: queue.arn });
  });

  expect(faults).toEqual([expect.stringMatching(/^shop\/jobs: /)]);
});

test("runs the other checks after a construct that cdktf cannot render", () => {
  const faults = faultsIn((stack) => {
    const forEach = TerraformIterator.fromList(["a"]);
    const queue = new SqsQueue(stack, "jobs", { name: "jobs", forEach, count: 2 });
    new TerraformOutput(stack, "out", { value: [queue.arn, "${aws_vpc.main.id}"] });
  });

  expect(faults).toEqual([
    expect.stringMatching(/^shop\/jobs: forEach and count are both set/),
    expect.stringMatching(/^shop\/out: value\.1 must refer to something in its stack, got aws_vpc\.main\.id/),
  ]);
});

test("accepts functions and operators of Terraform, and large numbers", () => {
  expect(
    faultsOfValue((queue) => [
      Fn.upper(queue.arn),
      Op.mul(queue.delaySeconds, 2),
      `in ${queue.delaySeconds} s`,
      9_007_199_254_740_991,
      "1e+21",
      "TOKEN.1",
    ]),
  ).toEqual([]);
});
