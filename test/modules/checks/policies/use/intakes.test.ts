/** Notifications of buckets below whose prefixes nobody may write. */
import { Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
import { intakesUse } from "@modules/checks/policies/use/intakes";
import { expect, test } from "vitest";

function faults(type: string, action: string, resource: string): number {
  const policy = JSON.stringify({ Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });
  const json = {
    resource: {
      aws_s3_bucket: { files: { bucket: "files" }, other: { bucket: "other" } },
      aws_s3_bucket_notification: {
        it: { bucket: "${aws_s3_bucket.files.id}", queue: [{ filter_prefix: "incoming/" }] },
      },
      [type]: { it: { policy } },
    },
  };
  return intakesUse.flatMap((rule) => violations(rule, new Resources([{ id: "shop", json, isProtected: true }])))
    .length;
}

test.each([
  ["aws_iam_role_policy", "s3:PutObject", "${aws_s3_bucket.files.arn}/incoming/*", 0],
  ["aws_iam_user_policy", "s3:PutObject", "arn:aws:s3:::files/incoming/*", 0],
  ["aws_iam_policy", "s3:*", "*", 1],
  ["aws_iam_policy", "s3:PutObject", "${aws_s3_bucket.files.arn}/*", 0],
  ["aws_iam_policy", "s3:GetObject", "${aws_s3_bucket.files.arn}/incoming/*", 1],
  ["aws_iam_policy", "s3:PutObject", "${aws_s3_bucket.files.arn}/processed/*", 1],
  ["aws_iam_policy", "s3:PutObject", "${aws_s3_bucket.other.arn}/incoming/*", 1],
])("counts the faults beside a policy of %s for %s on %s", (type, action, resource, count) => {
  expect(faults(type, action, resource)).toBe(count);
});
