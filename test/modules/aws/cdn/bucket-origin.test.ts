import { decryptByDistributions, readByDistributions } from "@modules/aws/cdn/bucket-origin";
import { Key } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth, synthAll, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";

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

test("allows distributions of the account to read, below a given prefix", () => {
  const last = (json: Json) => statements(only(json, "aws_s3_bucket_policy").policy).at(-1);

  expect(last(bucket())).toMatchObject({ ...OF_ACCOUNT, Action: "s3:GetObject", Resource: "arn:aws:s3:::files/*" });
  expect(last(bucket("assets/"))).toMatchObject({ ...OF_ACCOUNT, Resource: "arn:aws:s3:::files/assets/*" });
});

test("allows distributions of the account to decrypt with the key", () => {
  expect(statements(only(bucket(), "aws_kms_key").policy).at(-1)).toMatchObject({
    ...OF_ACCOUNT,
    Action: "kms:Decrypt",
  });
});

test("works with a key of an earlier stack", () => {
  const { security, data } = synthAll((app) => {
    const first = testStack(app, "security");
    const key = new Key(first, "key", { name: "files", description: "Files", policy: [decryptByDistributions(first)] });
    const second = testStack(app, "data");
    new Bucket(second, "files", { name: "files", key, policy: [readByDistributions(second, "files")] });
  }) as Record<"security" | "data", Json>;

  expect(security.data).toBeUndefined();
  expect(
    only(data, "aws_s3_bucket_server_side_encryption_configuration").rule[0].apply_server_side_encryption_by_default,
  ).toMatchObject({ kms_master_key_id: expect.stringContaining("terraform_remote_state") });
});
