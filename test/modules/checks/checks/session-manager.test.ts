import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Instance } from "@cdktf/provider-aws/lib/instance";
import { LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { sessionManagerFaults } from "@modules/checks/checks/session-manager";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { faultsInShop, type Shop } from "./paths.fixture";

const faults = (add: (shop: Shop) => void) => faultsInShop(sessionManagerFaults, { add });

/** An instance profile whose role has a policy of AWS. */
function profile(stack: TerraformStack, policy = "AmazonSSMManagedInstanceCore"): string {
  const role = new IamRole(stack, "role", { name: "desk", assumeRolePolicy: '{"Statement":[]}' });
  new IamRolePolicyAttachment(stack, "policy", { role: role.name, policyArn: `arn:aws:iam::aws:policy/${policy}` });
  return new IamInstanceProfile(stack, "profile", { name: "desk", role: role.name }).name;
}

/** A security group without a way out. */
const closed = ({ stack, vpc }: Shop) =>
  new SecurityGroup(stack, "closed", { name: "closed", description: "closed", vpc, ports: { https: 443 } });

function desk(shop: Shop, group: { readonly id: string }, policy?: string): void {
  const { stack, vpc } = shop;
  new Instance(stack, "desk", {
    subnetId: vpc.subnetIds("private")[0]!,
    vpcSecurityGroupIds: [group.id],
    iamInstanceProfile: profile(stack, policy),
  });
}

test("accepts an instance with a way to the internet, and one without the policy", () => {
  expect(faults((shop) => desk(shop, shop.groups.api))).toEqual([]);
  expect(faults((shop) => desk(shop, closed(shop), "CloudWatchAgentServerPolicy"))).toEqual([]);
});

test("fails for an instance without a way out", () => {
  expect(faults((shop) => desk(shop, closed(shop)))).toEqual([
    "shop/desk: must reach Session Manager, because its role has AmazonSSMManagedInstanceCore, got no path to port 443 of the internet or of an endpoint of ssm; allow the path, add the endpoints ssm and ssmmessages, or remove the policy",
  ]);
});

test("finds the profile of a group in its launch template", () => {
  const group = (shop: Shop) => {
    const { stack, vpc } = shop;
    const template = new LaunchTemplate(stack, "template", {
      vpcSecurityGroupIds: [closed(shop).id],
      iamInstanceProfile: { name: profile(stack) },
    });
    new AutoscalingGroup(stack, "desks", {
      minSize: 1,
      maxSize: 1,
      vpcZoneIdentifier: vpc.subnetIds("private"),
      launchTemplate: { id: template.id },
    });
  };

  expect(faults(group)).toEqual([expect.stringMatching(/^shop\/desks: must reach Session Manager/)]);
});

test.each([
  ["ssm", 0],
  ["s3", 1],
])("counts the faults beside an endpoint of %s", (service, count) => {
  const add = (shop: Shop) => {
    const { stack, vpc } = shop;
    const group = closed(shop);
    const endpoints = new SecurityGroup(stack, "endpoints", {
      name: "endpoints",
      description: "endpoints",
      vpc,
      ports: { https: 443 },
    });
    endpoints.connections.allowFrom(group, "https");
    desk(shop, group);
    new VpcEndpoint(stack, "endpoint", {
      vpcId: vpc.id,
      serviceName: `com.amazonaws.us-east-1.${service}`,
      vpcEndpointType: "Interface",
      subnetIds: vpc.subnetIds("private"),
      securityGroupIds: [endpoints.id],
    });
  };

  expect(faults(add)).toHaveLength(count);
});
