import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { development } from "../../../../environments/phoenix-rooivalk/development";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const { region } = production.recovery!;
const copies = stacks[`phoenix-rooivalk-production-copies-${region}`]!;
const sources = stacks["phoenix-rooivalk-production-data"]!;

/** Construct ids of the buckets that replicate, which their destinations share. */
const replicated = Object.keys(sources.resource.aws_s3_bucket_replication_configuration).map(
  (id) => /^replication_replicate-([\w-]+)_/.exec(id)![1]!,
);

test.each(replicated)("makes a destination for the bucket %s, named after the region", (id) => {
  const source = sources.resource.aws_s3_bucket[id].bucket;

  expect(copies.provider.aws[0].region).toBe(region);
  expect(copies.resource.aws_s3_bucket[id].bucket).toBe(`${source}-${region}`);
});

test("makes no bucket besides destinations and their access logs", () => {
  expect(Object.keys(copies.resource.aws_s3_bucket).sort()).toEqual(["access-logs", ...replicated].sort());
});

test("encrypts the destinations with keys of the region and keeps versions, which replication requires", () => {
  const encryption = resources(copies, "aws_s3_bucket_server_side_encryption_configuration").filter(
    ({ bucket }) => !bucket.includes("access-logs"),
  );

  expect(encryption).toHaveLength(replicated.length);
  for (const { rule } of encryption) {
    expect(rule[0].apply_server_side_encryption_by_default.kms_master_key_id).toMatch(
      new RegExp(`security-${region}\\.outputs|aws_kms_key\\.static-assets-key`),
    );
  }
  for (const id of replicated) {
    expect(only(copies, "aws_s3_bucket_versioning", { bucket: `\${aws_s3_bucket.${id}.bucket}` })).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
  }
});

test("is left out without a standby", () => {
  expect(development).not.toHaveProperty("recovery");
  expect(Object.keys(stacks).filter((id) => id.startsWith("phoenix-rooivalk-development-copies"))).toEqual([]);
});
