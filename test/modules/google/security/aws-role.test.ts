import { AwsRole } from "@modules/google/security/aws-role";
import { Bucket } from "@modules/google/storage/bucket";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { Construct } from "constructs";
import { expect, test } from "vitest";
import { testKey } from "../fixture";

function backups(role: string) {
  return synth((stack) => {
    const pool = Object.assign(new Construct(stack, "pool"), {
      name: "pools/shop",
      awsRole: (name: string) => `principalSet://iam.googleapis.com/pools/shop/attribute.aws_role/${name}`,
    });
    const bucket = new Bucket(stack, "backups", { name: "shop-backups", location: "US", key: testKey(stack) });
    bucket.grantCreate(new AwsRole(stack, "batch-on-aws", { pool, role }));
  });
}

test("is a principal that grants accept", () => {
  expect(only(backups("batch-task"), "google_storage_bucket_iam_member")).toMatchObject({
    role: "roles/storage.objectCreator",
    member: "principalSet://iam.googleapis.com/pools/shop/attribute.aws_role/batch-task",
  });
});

test("fails on an ARN", () => {
  expect(() => backups("arn:aws:iam::111122223333:role/batch-task")).toThrow(
    "stack/batch-on-aws: role must be the name of a role without its path, got arn:aws:iam",
  );
});
