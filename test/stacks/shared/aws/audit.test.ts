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

test("analyzes access from outside in every region, and alerts to it and to critical faults in images", () => {
  for (const [id, json] of audits) {
    const targets = resources(json, "aws_cloudwatch_event_target");
    const patterns = resources(json, "aws_cloudwatch_event_rule").map(({ event_pattern }) => JSON.parse(event_pattern));

    expect(only(json, "aws_accessanalyzer_analyzer").analyzer_name, id).toMatch(/-external-access$/);
    expect(only(json, "aws_inspector2_enabler").resource_types, id).toEqual(["ECR"]);
    expect(patterns, id).toEqual([
      {
        source: ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding"],
        detail: { status: ["ACTIVE"], severity: ["CRITICAL"] },
      },
      { source: ["aws.access-analyzer"], "detail-type": ["Access Analyzer Finding"], detail: { status: ["ACTIVE"] } },
    ]);
    // The topic is that of the stack's own region.
    const region = /-audit(-[a-z]+-[a-z]+-\d)?$/.exec(id)![1] ?? "";
    for (const { arn } of targets) {
      expect(arn, id).toMatch(new RegExp(`-security${region}\\.outputs.*alerts_warning`));
    }
  }
});

test("records IAM only in the primary region, whose bucket receives the records of all regions", () => {
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
