import type { Json } from "@modules/checks/json";
import { statements } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/freeagentics/production";
import { stacks } from "../../../../support/stacks";

const { resource } = stacks["freeagentics-production-data"]!;

function lifecycle(bucket: string): Json {
  const all = Object.values<Json>(resource.aws_s3_bucket_lifecycle_configuration);
  return all.find((one) => one.bucket === `\${aws_s3_bucket.${bucket}.bucket}`).rule[0];
}

test("replicates uploads, dumps and source bundles, each to its own bucket in the standby's region", () => {
  const rules = Object.values<Json>(resource.aws_s3_bucket_replication_configuration).map(({ rule }) => rule[0]);

  expect(new Set(rules.map(({ destination }) => destination.bucket)).size).toBe(3);
  for (const rule of rules) {
    expect(rule).toMatchObject({
      status: "Enabled",
      destination: { bucket: expect.stringContaining(`copies-${production.recovery!.region}.outputs`) },
    });
  }
});

test("replicates nothing without a standby", () => {
  const development = stacks["freeagentics-development-data"]!.resource;

  expect(development.aws_s3_bucket_replication_configuration).toBeUndefined();
});

test("expires dumps after the environment's days and source bundles after a year", () => {
  expect(lifecycle("backups").expiration).toEqual([{ days: production.backups.dumpRetentionDays }]);
  expect(lifecycle("sources")).toMatchObject({
    transition: [
      { days: 30, storage_class: "STANDARD_IA" },
      { days: 90, storage_class: "GLACIER" },
    ],
    expiration: [{ days: 365 }],
  });
});

test("lets CloudFront read the static files and nothing else", () => {
  const granted = Object.values<Json>(resource.aws_s3_bucket_policy)
    .flatMap(({ policy }) => statements(policy))
    .filter(({ Principal }) => Principal?.Service === "cloudfront.amazonaws.com");

  expect(granted).toMatchObject([{ Action: "s3:GetObject", Resource: "arn:aws:s3:::freeagentics-static/static/*" }]);
});
