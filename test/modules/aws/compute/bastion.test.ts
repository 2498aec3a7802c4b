import { Bastion, type BastionProps } from "@modules/aws/compute/bastion";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const ADMINS = "203.0.113.0/24";

function bastion(props: Partial<BastionProps> = {}): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "shop",
      cidr: "10.0.0.0/16",
      subnets: {
        public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } },
        private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24" } },
      },
    });
    const key = new Key(stack, "key", { name: "data", description: "Data" });
    const host = new Bastion(stack, "bastion", {
      name: "shop-bastion",
      vpc,
      adminCidrs: [ADMINS],
      key,
      tags: { Environment: "test" },
      ...props,
    });
    const api = new SecurityGroup(stack, "api", { name: "api-sg", description: "API", vpc, ports: { ssh: 22 } });
    api.connections.allowFrom(host);
  });
}

const rules = (json: Json, direction: "ingress" | "egress"): Json[] =>
  Object.values<Json>(json.resource[`aws_vpc_security_group_${direction}_rule`]).filter(
    ({ security_group_id }) => !security_group_id.includes(".api."),
  );

test("is a small instance with an encrypted volume and IMDSv2", () => {
  const json = bastion();

  expect(only(json, "aws_instance")).toMatchObject({
    instance_type: "t3.micro",
    subnet_id: expect.stringContaining("public-us-east-1a"),
    metadata_options: { http_tokens: "required" },
    launch_template: { version: expect.stringContaining("latest_version") },
  });
  expect(only(json, "aws_launch_template")).toMatchObject({
    image_id: expect.stringMatching(/^resolve:ssm:.*al2023/),
    block_device_mappings: [{ ebs: { encrypted: "true" } }],
  });
});

test("sets the network interface in the instance and not in the template", () => {
  expect(only(bastion(), "aws_launch_template")).not.toHaveProperty("network_interfaces");
});

test("allows SSH from administrators only", () => {
  expect(rules(bastion(), "ingress")).toMatchObject([
    { cidr_ipv4: ADMINS, from_port: 22, to_port: 22, ip_protocol: "tcp" },
  ]);
});

test("reaches AWS services and packages over HTTPS, and what its connections allow", () => {
  expect(rules(bastion(), "egress")).toMatchObject([
    { cidr_ipv4: "0.0.0.0/0", from_port: 443, to_port: 443 },
    { referenced_security_group_id: "${aws_security_group.api.id}", from_port: 22, to_port: 22 },
  ]);
});

test("reaches no address of the internet without egress to it", () => {
  expect(rules(bastion({ internetEgress: false }), "egress").map(({ cidr_ipv4 }) => cidr_ipv4)).not.toContain(
    "0.0.0.0/0",
  );
});

test("reaches the CIDR blocks it is given on every port", () => {
  expect(rules(bastion({ egressCidrs: ["10.0.0.0/16", "10.1.0.0/16"] }), "egress").slice(0, 2)).toMatchObject([
    { cidr_ipv4: "10.0.0.0/16", ip_protocol: "-1" },
    { cidr_ipv4: "10.1.0.0/16", ip_protocol: "-1" },
  ]);
});

test("accepts Session Manager and has no key pair", () => {
  const json = bastion();

  expect(only(json, "aws_iam_role_policy_attachment").policy_arn).toBe(
    "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
  );
  expect(only(json, "aws_instance")).not.toHaveProperty("key_name");
});

test("takes the address that it is given", () => {
  expect(only(bastion({ privateIp: "10.0.1.10" }), "aws_instance").private_ip).toBe("10.0.1.10");
});

test("has an Elastic IP address in a public subnet only", () => {
  const addresses = (json: Json) => Object.values<Json>(json.resource.aws_eip).filter(({ instance }) => instance);

  expect(addresses(bastion())).toMatchObject([{ domain: "vpc", instance: "${aws_instance.bastion.id}" }]);
  expect(addresses(bastion({ subnetGroup: "private" }))).toEqual([]);
});

test("lets overrides win over what it sets", () => {
  expect(only(bastion({ overrides: { instanceType: "t3.small", hibernation: false } }), "aws_instance")).toMatchObject({
    instance_type: "t3.small",
    hibernation: false,
  });
});

test.each<[string, Partial<BastionProps>, string]>([
  ["SSH from everywhere", { adminCidrs: ["0.0.0.0/0"] }, "adminCidrs must be /8 or narrower, got 0.0.0.0/0"],
  ["SSH from nowhere", { adminCidrs: [] }, "adminCidrs must be a list of at least 1 entry, got none"],
  [
    "an address in another subnet",
    { privateIp: "10.0.2.10" },
    "privateIp must be in the subnet, 10.0.1.0/24, got 10.0.2.10",
  ],
])("fails on %s", (_, props, message) => {
  expect(() => bastion(props)).toThrow(message);
});
