import { Key } from "@modules/aws/security/key";
import { Bucket } from "@modules/aws/storage/bucket";
import { BucketReplication } from "@modules/aws/storage/bucket-replication";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function replication(encrypted: boolean, versioned = true, timeControl?: boolean): Json {
  return synth((stack) => {
    const key = encrypted ? new Key(stack, "key", { name: "data", description: "Data" }) : undefined;
    const source = new Bucket(stack, "source", { name: "shop-east", key, versioned });
    const destination = new Bucket(stack, "destination", { name: "shop-west", key });
    const buckets = { shop: { source, destination } };
    new BucketReplication(stack, "replication", { roleName: "copier", buckets, timeControl });
  });
}

test("replicates objects, objects under a key and deletions", () => {
  const { rule } = only(replication(true), "aws_s3_bucket_replication_configuration");

  expect(rule[0]).toMatchObject({
    status: "Enabled",
    delete_marker_replication: { status: "Enabled" },
    source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
    destination: {
      storage_class: "STANDARD_IA",
      encryption_configuration: { replica_kms_key_id: "${aws_kms_key.key.arn}" },
    },
  });
});

test("replicates within fifteen minutes and reports metrics with time control", () => {
  const destination = (timeControl?: boolean) =>
    only(replication(true, true, timeControl), "aws_s3_bucket_replication_configuration").rule[0].destination;

  expect(destination(true)).toMatchObject({
    replication_time: { status: "Enabled", time: { minutes: 15 } },
    metrics: { status: "Enabled", event_threshold: { minutes: 15 } },
  });
  expect(destination().replication_time).toBeUndefined();
});

test("allows the role to decrypt the source, and to encrypt the replicas with the destination's bucket key", () => {
  const json = synth((stack) => {
    const [here, there] = ["here", "there"].map((name) => new Key(stack, name, { name, description: name }));
    const source = new Bucket(stack, "source", { name: "shop-east", key: here });
    const destination = new Bucket(stack, "destination", { name: "shop-west", key: there });
    new BucketReplication(stack, "replication", { roleName: "copier", buckets: { shop: { source, destination } } });
  });
  const policy = statements(only(json, "aws_iam_role_policy").policy);

  expect(policy.slice(-2)).toMatchObject([
    { Action: "kms:Decrypt", Resource: "${aws_kms_key.here.arn}" },
    { Action: ["kms:Encrypt", "kms:GenerateDataKey"], Resource: "${aws_kms_key.there.arn}" },
  ]);
});

test("grants no key actions when the buckets have no customer key", () => {
  const json = replication(false);

  expect(JSON.stringify(only(json, "aws_iam_role_policy").policy)).not.toContain("kms:");
  expect(only(json, "aws_s3_bucket_replication_configuration").rule[0].source_selection_criteria).toBeUndefined();
});

test("depends on the versioning of the source, which S3 requires", () => {
  expect(only(replication(true), "aws_s3_bucket_replication_configuration").bucket).toMatch(
    /^\$\{aws_s3_bucket_versioning\.source/,
  );
});

test("allows the role to read the source and to write the destination only", () => {
  const policy = statements(only(replication(true), "aws_iam_role_policy").policy);
  const writes = policy.filter(({ Action }) => JSON.stringify(Action).includes("Replicate"));

  expect(writes.at(-1).Resource).toBe("${aws_s3_bucket.destination.arn}/*");
});

test("fails on a source that does not keep versions", () => {
  expect(() => replication(false, false)).toThrow(
    "stack/source: versioned must be true where versions are needed, got false",
  );
});

test("replicates to a bucket that exists in another region", () => {
  const json = synth((stack) => {
    const source = new Bucket(stack, "source", { name: "shop-east" });
    const destination = Bucket.fromExisting(stack, "destination", { name: "acme-archive", region: "us-west-2" });
    new BucketReplication(stack, "replication", { roleName: "copier", buckets: { shop: { source, destination } } });
  });

  expect(only(json, "aws_s3_bucket_replication_configuration").rule[0].destination).toMatchObject({
    bucket: "arn:aws:s3:::acme-archive",
  });
});
