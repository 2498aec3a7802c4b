import type { Json } from "@modules/checks/json";
import { statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { stacks } from "../../../../support/stacks";

const { resource } = stacks["dafnckmachine-production-data"]!;

test.each(["user-uploads", "backups"])("archives %s and deletes them after seven years", (bucket) => {
  const all = Object.values<Json>(resource.aws_s3_bucket_lifecycle_configuration);
  const { rule } = all.find((one) => one.bucket === `\${aws_s3_bucket.${bucket}.bucket}`);

  expect(rule).toMatchObject([
    {
      transition: [
        { days: 30, storage_class: "STANDARD_IA" },
        { days: 90, storage_class: "GLACIER" },
      ],
      expiration: [{ days: 2555 }],
    },
  ]);
});

test("keeps versions in every bucket but the static assets", () => {
  const versioned = Object.values<Json>(resource.aws_s3_bucket_versioning).map(({ bucket }) => bucket);

  expect(versioned).not.toContain("${aws_s3_bucket.static-assets.bucket}");
  expect(versioned).toHaveLength(Object.keys(resource.aws_s3_bucket).length - 1);
});

test("replicates backups, data and users' uploads to the copy region, each to its own bucket", () => {
  const rules = Object.values<Json>(resource.aws_s3_bucket_replication_configuration).map(({ rule }) => rule[0]);

  expect(new Set(rules.map(({ destination }) => destination.bucket)).size).toBe(3);
  expect(Object.keys(resource.aws_s3_bucket_replication_configuration).join()).toMatch(/uploads/);
  for (const rule of rules) {
    expect(rule).toMatchObject({
      status: "Enabled",
      destination: { bucket: expect.stringContaining(`copies-${production.storage.copyRegion}.outputs`) },
    });
  }
});

test("replicates nothing without a copy region", () => {
  const { aws_s3_bucket_replication_configuration } = stacks["dafnckmachine-development-data"]!.resource;

  expect(aws_s3_bucket_replication_configuration).toBeUndefined();
});

test("lets CloudFront read the static assets and nothing else", () => {
  const granted = Object.values<Json>(resource.aws_s3_bucket_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com");

  expect(granted).toMatchObject([
    { Action: "s3:GetObject", Resource: "arn:aws:s3:::dafnckmachine-static-assets/assets/*" },
  ]);
});
