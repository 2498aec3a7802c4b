import { CloudFrontServers } from "@modules/aws/network/cloudfront-servers";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { IVpc } from "@modules/aws/network/vpc";
import { expect, test } from "vitest";
import { type Json, only, synthAll, testStack } from "../../../support/synth";

function rule(region: string): Json {
  const { stack } = synthAll((app) => {
    const stack = testStack(app, "stack", region);
    const vpc = { id: "vpc-0abc" } as IVpc;
    const group = new SecurityGroup(stack, "cdn", { name: "cdn", description: "CDN", vpc, ports: { https: 443 } });
    group.connections.allowFromPrefixList(new CloudFrontServers(stack, "cloudfront"), "https", "The CDN");
  });
  return only(stack!, "aws_vpc_security_group_ingress_rule");
}

test("names the list of the stack's region", () => {
  expect(rule("us-east-1").prefix_list_id).toBe("pl-3b927c52");
  expect(rule("us-west-2")).toMatchObject({ prefix_list_id: "pl-82a045eb", from_port: 443, to_port: 443 });
});

test("fails in a region whose list nobody wrote down", () => {
  expect(() => rule("af-south-1")).toThrow("cloudfront: region must be us-east-1 or us-east-2 or us-west-1 or");
});
