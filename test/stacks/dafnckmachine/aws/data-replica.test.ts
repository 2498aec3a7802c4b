import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const production = Object.fromEntries(
  Object.entries(stacks).filter(([id]) => id.startsWith("dafnckmachine-production-data-")),
);

test("follows the primary from two other regions, by its ARN", () => {
  expect(Object.keys(production)).toEqual([
    "dafnckmachine-production-data-us-west-2",
    "dafnckmachine-production-data-eu-west-1",
  ]);
  for (const [id, json] of Object.entries(production)) {
    expect(json.provider.aws[0].region).toBe(id.replace("dafnckmachine-production-data-", ""));
    expect(only(json, "aws_db_instance")).toMatchObject({
      instance_class: "db.r5.xlarge",
      replicate_source_db: expect.stringContaining("dafnckmachine-production-data.outputs"),
    });
  }
});

test("encrypts with the key of its region", () => {
  for (const [id, json] of Object.entries(production)) {
    const region = id.replace("dafnckmachine-production-data-", "");

    expect(only(json, "aws_db_instance").kms_key_id).toContain(`production-security-${region}.outputs`);
  }
});

test("has the settings of the primary, without which it could not replay", () => {
  const settings = (json: Json) => only(json, "aws_db_parameter_group").parameter;

  for (const json of Object.values(production)) {
    expect(settings(json)).toEqual(settings(stacks["dafnckmachine-production-data"]));
  }
});

test("is left out where the environment has no replicas", () => {
  expect(Object.keys(stacks).filter((id) => /-(development|staging)-data-/.test(id))).toEqual([]);
});
