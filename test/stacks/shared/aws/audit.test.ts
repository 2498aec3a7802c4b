import { only, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

const PLATFORMS = ["dafnckmachine", "freeagentics", "lp", "phoenix-rooivalk"];
const audits = Object.entries(stacks).filter(([id]) => /-production-audit/.test(id));

test.each(PLATFORMS)("has one trail of all regions for %s", (platform) => {
  const trails = audits
    .filter(([id]) => id.startsWith(platform))
    .flatMap(([, json]) => resources(json, "aws_cloudtrail"));

  expect(trails).toMatchObject([{ is_multi_region_trail: true, enable_log_file_validation: true }]);
});

test("records and evaluates the configuration in every region that an environment uses", () => {
  const regions = Object.keys(stacks).filter((id) => /-production-security/.test(id));

  expect(audits).toHaveLength(regions.length);
  for (const [id, json] of audits) {
    expect(only(json, "aws_config_configuration_recorder_status").is_enabled, id).toBe(true);
    expect(resources(json, "aws_config_config_rule").length, id).toBe(5);
    expect(only(json, "aws_config_conformance_pack").name, id).toBe("nist-csf");
    expect(resources(json, "aws_securityhub_standards_subscription").length, id).toBe(2);
  }
});

test("records IAM in the primary region alone, whose bucket takes the records of all", () => {
  const primary = stacks["phoenix-rooivalk-production-audit"]!;
  const west = stacks["phoenix-rooivalk-production-audit-us-west-2"]!;
  const recorder = (json: typeof primary) => only(json, "aws_config_configuration_recorder").recording_group;

  expect(recorder(primary).include_global_resource_types).toBe(true);
  expect(recorder(west).include_global_resource_types).toBe(false);
  expect(only(west, "aws_config_delivery_channel").s3_bucket_name).toContain("production-audit.outputs");
});

test("looks for open ports besides HTTP and HTTPS", () => {
  const [rule] = resources(stacks["lp-production-audit"]!, "aws_config_config_rule").filter(
    ({ name }) => name === "open-security-groups",
  );

  expect(JSON.parse(rule!.input_parameters)).toEqual({ authorizedTcpPorts: "80,443" });
});

test("is left out of environments that do not ask for it", () => {
  expect(Object.keys(stacks).filter((id) => /-(development|staging)-audit/.test(id))).toEqual([]);
});
