import { AuditBucket } from "@modules/aws/security/audit-bucket";
import { ConfigRules, type ConfigRulesProps } from "@modules/aws/security/config-rules";
import { ConfigurationRecorder } from "@modules/aws/security/configuration-recorder";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const ports = {
  "open-groups": { identifier: "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS", parameters: { authorizedTcpPorts: "443" } },
};

function rules(props: Partial<ConfigRulesProps> = {}): Json {
  return synth((stack) => {
    const recorder = new ConfigurationRecorder(stack, "recorder", {
      name: "shop",
      bucket: new AuditBucket(stack, "bucket", { name: "records" }),
    });
    new ConfigRules(stack, "rules", { recorder, rules: ports, ...props });
  });
}

test("makes rules once the recorder runs, without which AWS refuses them", () => {
  expect(only(rules(), "aws_config_config_rule")).toMatchObject({
    name: "open-groups",
    source: { owner: "AWS", source_identifier: "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS" },
    input_parameters: '{"authorizedTcpPorts":"443"}',
    depends_on: [expect.stringContaining("aws_config_configuration_recorder_status.")],
  });
});

test("reports the rules of a pack together", () => {
  const { name, template_body } = only(rules({ packs: { "nist-csf": ports } }), "aws_config_conformance_pack");

  expect(name).toBe("nist-csf");
  expect(JSON.parse(template_body).Resources.opengroups).toEqual({
    Type: "AWS::Config::ConfigRule",
    Properties: {
      ConfigRuleName: "open-groups",
      Source: { Owner: "AWS", SourceIdentifier: "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS" },
      InputParameters: { authorizedTcpPorts: "443" },
    },
  });
});

test.each([
  [{ rules: { "open groups": ports["open-groups"] } }, "rules must be 1 to 128 letters, digits and hyphens"],
  [{ rules: { open: { identifier: "open-groups" } } }, "identifier must be written like ENCRYPTED_VOLUMES"],
] as [Partial<ConfigRulesProps>, string][])("fails for %o", (props, message) => {
  expect(() => rules(props)).toThrow(message);
});

test("lets overrides win over what it sets", () => {
  expect(only(rules({ overrides: { description: "Ports" } }), "aws_config_config_rule").description).toBe("Ports");
});
