import { DataAwsAmi } from "@cdktf/provider-aws/lib/data-aws-ami";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { TerraformOutput, type TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { faultsIn } from "../../../support/faults";

function output(value: string) {
  return faultsIn((stack: TerraformStack) => {
    new SqsQueue(stack, "jobs", { name: "jobs" });
    new DataAwsAmi(stack, "image", { mostRecent: true });
    new TerraformOutput(stack, "value", { value });
  });
}

test.each([
  "${aws_sqs_queue.jobs.arn}",
  "${aws_sqs_queue.jobs.sqs_managed_sse_enabled}",
  "${aws_sqs_queue.jobs}",
  "${data.aws_ami.image.block_device_mappings[0].device_name}",
  "${[for queue in [aws_sqs_queue.jobs] : queue.nope]}",
])("accepts %s", (value) => {
  expect(output(value)).toEqual([]);
});

test("fails for an attribute that a resource does not have", () => {
  expect(output("${aws_sqs_queue.jobs.urls}")).toEqual([
    "shop/value: value must name an attribute of aws_sqs_queue.jobs, got urls; did you mean url?",
  ]);
});

test("fails for an attribute that a data source does not have", () => {
  expect(output("${upper(data.aws_ami.image.colour)}")).toEqual([
    "shop/value: value must name an attribute of data.aws_ami.image, got colour; take an attribute of the construct",
  ]);
});
