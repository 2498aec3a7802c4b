import { Bucket } from "@modules/aws/storage/bucket";
import { BucketNotification } from "@modules/aws/storage/bucket-notification";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { testFunction } from "../../../support/function";

function notification(...prefixes: string[]): Json {
  return synth((stack) => {
    const resize = testFunction(stack);
    new BucketNotification(stack, "uploads-created", {
      bucket: new Bucket(stack, "uploads", { name: "uploads" }),
      created: Object.fromEntries(prefixes.map((prefix) => [prefix, resize])),
    });
  });
}

test("invokes the function for objects under the prefix, after its permission exists", () => {
  const json = notification("incoming/");
  const [permission] = Object.keys(json.resource.aws_lambda_permission);

  expect(only(json, "aws_s3_bucket_notification")).toMatchObject({
    bucket: "${aws_s3_bucket.uploads.bucket}",
    lambda_function: [
      {
        lambda_function_arn: "${aws_lambda_function.resize.arn}",
        events: ["s3:ObjectCreated:*"],
        filter_prefix: "incoming/",
      },
    ],
    depends_on: [`aws_lambda_permission.${permission}`],
  });
});

test("permits only the bucket of this account, once for several prefixes", () => {
  expect(only(notification("images/", "icons/"), "aws_lambda_permission")).toMatchObject({
    principal: "s3.amazonaws.com",
    source_arn: "${aws_s3_bucket.uploads.arn}",
    source_account: "111122223333",
  });
});

test("fails on overlapping prefixes", () => {
  expect(() => notification("images/small/", "images/")).toThrow(
    "uploads-created: created must be prefixes that do not overlap, got images/ and images/small/",
  );
});
