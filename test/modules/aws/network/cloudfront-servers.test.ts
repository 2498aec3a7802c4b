import { CloudFrontServers, type CloudFrontServersProps } from "@modules/aws/network/cloudfront-servers";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synthAll, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";

function rule(region: string, props?: CloudFrontServersProps): Json {
  const { stack } = synthAll((app) => {
    const stack = testStack(app, "stack", region);
    const vpc = Vpc.fromExisting(stack, "vpc", { id: "vpc-0abc1234", cidr: "10.0.0.0/16" });
    const group = new SecurityGroup(stack, "cdn", { name: "cdn", description: "CDN", vpc, ports: { https: 443 } });
    group.connections.allowFromPrefixList(new CloudFrontServers(stack, "cloudfront", props), "https", "The CDN");
  });
  return only(stack!, "aws_vpc_security_group_ingress_rule");
}

test("refers to the list of the stack's region", () => {
  expect(rule("us-east-1").prefix_list_id).toBe("pl-3b927c52");
  expect(rule("us-west-2")).toMatchObject({ prefix_list_id: "pl-82a045eb", from_port: 443, to_port: 443 });
});

test("refers to a given list in a region without a published id", () => {
  expect(rule("eu-south-2", { prefixListId: "pl-0123abcd" }).prefix_list_id).toBe("pl-0123abcd");
});

test("fails in a region without a published id, and says how to find it", () => {
  expect(() => rule("eu-south-2")).toThrow(
    "cloudfront: prefixListId must be given in eu-south-2, got none; aws ec2 describe-managed-prefix-lists --region eu-south-2",
  );
});
