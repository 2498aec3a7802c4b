/** The security group of a function in a VPC, and the permissions of its role there. */
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { Construct, IConstruct } from "constructs";
import { arn } from "../account";
import { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import type { Statement } from "../security/policy";

/** Adds a security group without ingress rules, with an egress rule for HTTPS to AWS APIs. */
export function addSecurityGroup(scope: Construct, functionName: string, vpc: IVpc): SecurityGroup {
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
 * Permissions to manage network interfaces. Lambda itself uses them with the function's role, so a statement denies
 * them to the function's code.
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
    // The resource is a wildcard, because Lambda rejects a role whose statement limits the network interfaces further.
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
