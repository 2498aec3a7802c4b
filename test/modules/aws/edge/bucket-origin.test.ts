import { decryptByDistributions, readByDistributions } from "@modules/aws/edge/bucket-origin";
import { Key } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { expect, test } from "vitest";
import { type Json, only, statements, synth } from "../../../support/synth";

function bucket(prefix?: string): Json {
  return synth((stack) => {
    const policy = [decryptByDistributions(stack)];
    const key = new Key(stack, "key", { name: "files", description: "Files", policy });
    new Bucket(stack, "files", { name: "files", key, policy: [readByDistributions(stack, "files", prefix)] });
  });
}

const OF_ACCOUNT = {
  Principal: { Service: "cloudfront.amazonaws.com" },
  Condition: { ArnLike: { "AWS:SourceArn": "arn:aws:cloudfront::111122223333:distribution/*" } },
};

test("lets distributions of the account read, below a prefix if there is one", () => {
  const last = (json: Json) => statements(only(json, "aws_s3_bucket_policy").policy).at(-1);

  expect(last(bucket())).toMatchObject({ ...OF_ACCOUNT, Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" });
  expect(last(bucket("assets/"))).toMatchObject({ ...OF_ACCOUNT, Resource: "arn:aws:s3:::files/assets/*" });
});

test("lets them decrypt what a key of the account's encrypted", () => {
  expect(statements(only(bucket(), "aws_kms_key").policy).at(-1)).toMatchObject({
    ...OF_ACCOUNT,
    Action: "kms:Decrypt",
  });
});
