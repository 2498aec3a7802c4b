import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { Construct, IConstruct } from "constructs";
import { arn } from "../account";
import { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import type { Statement } from "../security/policy";

/** The group of a function: nothing in, and out to the interfaces of AWS until its connections allow more. */
export function functionSecurityGroup(scope: Construct, functionName: string, vpc: IVpc): SecurityGroup {
  const group = new SecurityGroup(scope, "security-group", {
    name: `${functionName}-function`,
    description: `Function ${functionName}`,
    vpc,
  });
  new VpcSecurityGroupEgressRule(scope, "https-anywhere", {
    securityGroupId: group.id,
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
    description: "Interfaces of AWS",
  });
  return group;
}

/**
 * Lambda makes the interfaces in the subnets with the function's role, so the
 * code itself is denied what its role may do.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function interfaceStatements(scope: IConstruct, functionName: string): Statement[] {
  const change = [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
  ];
  const describe = ["ec2:DescribeNetworkInterfaces", "ec2:DescribeSubnets"];
  return [
    // Lambda does not accept a role whose statement names interfaces more narrowly.
    { actions: change, resources: [arn(scope, "ec2", "*/*")] },
    { actions: describe, resources: ["*"] },
    {
      effect: "Deny",
      actions: [...change, ...describe],
      resources: ["*"],
      conditions: { ArnEquals: { "lambda:SourceFunctionArn": arn(scope, "lambda", `function:${functionName}`) } },
    },
  ];
}
