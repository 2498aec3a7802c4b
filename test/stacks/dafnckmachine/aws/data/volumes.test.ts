import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { staging } from "../../../../../environments/dafnckmachine/staging";
import { stacks } from "../../../../support/stacks";

const stack = stacks["dafnckmachine-production-data"]!;
const { storage } = production;

function copies(json: Json): Json[] | undefined {
  return only(json, "aws_dlm_lifecycle_policy").policy_details.schedule[0].cross_region_copy_rule;
}

test("provisions the throughput of the shared file system", () => {
  expect(only(stack, "aws_efs_file_system")).toMatchObject({
    throughput_mode: "provisioned",
    provisioned_throughput_in_mibps: storage.fileSystemThroughputMebibytes,
  });
});

test.each(["database", "logs"] as const)("creates the %s volume, which the snapshot policy covers", (name) => {
  const volume = stack.resource.aws_ebs_volume[`${name}-volume`];
  const { target_tags } = only(stack, "aws_dlm_lifecycle_policy").policy_details;

  expect(volume).toMatchObject({ size: storage.volumeGibibytes![name], encrypted: true });
  expect(volume.tags).toMatchObject(target_tags);
});

test("copies snapshots to the copy region, encrypted", () => {
  expect(copies(stack)).toMatchObject([{ target: storage.copyRegion, encrypted: true }]);
});

test("copies no snapshots without a copy region", () => {
  expect(staging.storage.copyRegion).toBeUndefined();
  expect(copies(stacks["dafnckmachine-staging-data"]!)).toBeUndefined();
});

test("makes no volume that nothing attaches where the environment asks for none", () => {
  const { resource } = stacks["dafnckmachine-development-data"]!;

  expect([resource.aws_ebs_volume, resource.aws_dlm_lifecycle_policy]).toEqual([undefined, undefined]);
});
