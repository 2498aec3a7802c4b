import { LaunchTemplate, type LaunchTemplateProps } from "@modules/aws/compute/launch-template";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function template(props: Partial<LaunchTemplateProps> = {}): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", { name: "shop", cidr: "10.0.0.0/16", subnets: {} });
    new LaunchTemplate(stack, "template", {
      name: "shop-web",
      instanceType: "t3.medium",
      role: new Role(stack, "role", { name: "web", assumedBy: "ec2.amazonaws.com" }),
      securityGroups: [new SecurityGroup(stack, "web", { name: "web", description: "Web", vpc })],
      key: new Key(stack, "key", { name: "data", description: "Data" }),
      userData: "#!/bin/sh\n",
      tags: { Environment: "test" },
      ...props,
    });
  });
}

test("requires IMDSv2 and keeps metadata from containers on a bridge network", () => {
  expect(only(template(), "aws_launch_template").metadata_options).toMatchObject({
    http_tokens: "required",
    http_put_response_hop_limit: 1,
  });
});

test("encrypts the root volume with the key", () => {
  expect(only(template(), "aws_launch_template").block_device_mappings).toMatchObject([
    { ebs: { encrypted: "true", volume_type: "gp3", kms_key_id: expect.stringContaining("aws_kms_key.key") } },
  ]);
});

test("gives instances no public address", () => {
  expect(only(template(), "aws_launch_template").network_interfaces).toMatchObject([
    { associate_public_ip_address: "false", security_groups: [expect.stringContaining("aws_security_group.web")] },
  ]);
});

test("tags instances, volumes and network interfaces", () => {
  const tags = { Environment: "test", Name: "shop-web" };

  expect(only(template(), "aws_launch_template").tag_specifications).toEqual([
    { resource_type: "instance", tags },
    { resource_type: "volume", tags },
    { resource_type: "network-interface", tags },
  ]);
});

test("passes on user data unchanged, quotes included", () => {
  const json = template({ userData: `#!/bin/sh\necho "it's"\n` });

  const [[name, text]] = Object.entries<string>(json.locals) as [[string, string]];
  expect(text).toBe(`#!/bin/sh\necho "it's"\n`);
  expect(only(json, "aws_launch_template").user_data).toBe(`\${base64encode(local.${name})}`);
});

test("uses the image that is current when an instance is launched", () => {
  expect(only(template(), "aws_launch_template").image_id).toMatch(/^resolve:ssm:.*al2023/);
});

test("lets overrides win over what it sets", () => {
  expect(
    only(template({ overrides: { disableApiTermination: true, ebsOptimized: "false" } }), "aws_launch_template"),
  ).toMatchObject({ disable_api_termination: true, ebs_optimized: "false" });
});

test("fails on user data that EC2 rejects", () => {
  expect(() => template({ userData: "#".repeat(16385) })).toThrow("userData must be at most 16384 bytes, got 16385");
});

test("encrypts further volumes like the root volume", () => {
  const mappings = only(template({ volumeGibibytes: { "/dev/sdf": 50 } }), "aws_launch_template").block_device_mappings;

  expect(mappings).toMatchObject([
    { device_name: "/dev/xvda", ebs: { volume_size: 20 } },
    { device_name: "/dev/sdf", ebs: { volume_size: 50, volume_type: "gp3", encrypted: "true" } },
  ]);
});
