import type { Json } from "@modules/checks/json";
import { LogBucket, type LogBucketProps } from "@modules/google/operations/log-bucket";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function bucket(props: Partial<LogBucketProps> = {}): Json {
  return synth((stack) => {
    new LogBucket(stack, "logs", {
      name: "network",
      logs: ["compute.googleapis.com/vpc_flows", "compute.googleapis.com/firewall"],
      retentionDays: 365,
      ...props,
    });
  });
}

const FILTER = 'log_id("compute.googleapis.com/vpc_flows") OR log_id("compute.googleapis.com/firewall")';

test("keeps logs in the project's region for retentionDays", () => {
  expect(only(bucket(), "google_logging_project_bucket_config")).toMatchObject({
    project: "example-project",
    location: "us-central1",
    bucket_id: "network",
    retention_days: 365,
  });
});

test("routes the logs to the bucket and excludes them from the default bucket", () => {
  const json = bucket();

  expect(only(json, "google_logging_project_sink")).toMatchObject({
    destination: "logging.googleapis.com/${google_logging_project_bucket_config.logs.id}",
    filter: FILTER,
  });
  expect(only(json, "google_logging_project_exclusion").filter).toBe(FILTER);
});

test.each<[Partial<LogBucketProps>, string]>([
  [{ logs: [] }, "logs: logs must be a list of at least 1 entry, got none"],
  [{ retentionDays: 0 }, "logs: retentionDays must be a whole number, 1 to 3650, got 0"],
])("fails on %j", (props, message) => {
  expect(() => bucket(props)).toThrow(message);
});
