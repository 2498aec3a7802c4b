import type { LambdaFunction } from "@modules/aws/functions/lambda-function";
import { VpcFunction } from "@modules/aws/functions/vpc-function";
import type { IConnectable } from "@modules/aws/network/connections";
import { SecurityGroup } from "@modules/aws/network/security-group";
import { Vpc } from "@modules/aws/network/vpc";
import { Role } from "@modules/aws/security/role";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, expectTypeOf, test } from "vitest";
import { functionProps } from "../../../support/function";

function vpc(stack: TerraformStack): Vpc {
  return new Vpc(stack, "vpc", {
    name: "shop",
    cidr: "10.0.0.0/16",
    subnets: {
      public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24" } },
      private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24" } },
    },
  });
}

test("manages network interfaces with permissions that its code is denied", () => {
  const { resource } = synth(
    (stack) => new VpcFunction(stack, "resize", { ...functionProps(stack, { deadLetters: false }), vpc: vpc(stack) }),
  );
  const policy = Object.values<Json>(resource.aws_iam_role_policy).find(({ name }) => name === "make-interfaces");
  const denied = statements(policy.policy).find(({ Effect }) => Effect === "Deny");

  expect(resource.aws_lambda_function.resize.vpc_config.subnet_ids).toHaveLength(1);
  expect(denied.Condition.ArnEquals).toEqual({
    "lambda:SourceFunctionArn": "arn:aws:lambda:us-east-1:111122223333:function:resize",
  });
  expect(denied.Action).toEqual(
    expect.arrayContaining(
      statements(policy.policy)
        .filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action }) => Action),
    ),
  );
});

test("reaches HTTPS endpoints and what its connections allow", () => {
  const { resource } = synth((stack) => {
    const network = vpc(stack);
    const database = new SecurityGroup(stack, "database", {
      name: "database",
      description: "Database",
      vpc: network,
      ports: { postgres: 5432 },
    });
    const resize = new VpcFunction(stack, "resize", { ...functionProps(stack), vpc: network });
    resize.connections.allowTo(database);
  });

  const ports = Object.values<Json>(resource.aws_vpc_security_group_egress_rule).map(({ from_port }) => from_port);
  expect(ports.sort()).toEqual([443, 5432]);
});

test("is created after its role may manage network interfaces", () => {
  const { resource } = synth((stack) => {
    new VpcFunction(stack, "resize", { ...functionProps(stack), vpc: vpc(stack) });
  });
  const policies = Object.keys(resource.aws_iam_role_policy).map((id) => `aws_iam_role_policy.${id}`);

  expect(resource.aws_lambda_function.resize.depends_on.sort()).toEqual(policies.sort());
});

test("is invoked by roles and services like any function", () => {
  const json = synth((stack) => {
    const resize = new VpcFunction(stack, "resize", { ...functionProps(stack), vpc: vpc(stack) });
    resize.grantInvoke(new Role(stack, "caller", { name: "caller", assumedBy: "ecs-tasks.amazonaws.com" }));
    resize.allowInvokeBy("s3.amazonaws.com", "arn:aws:s3:::uploads");
  });
  const names = Object.values<Json>(json.resource.aws_iam_role_policy).map(({ name }) => name);

  expect(names).toContain("invoke-resize");
  expect(only(json, "aws_lambda_permission").source_account).toBe("111122223333");
});

// `tsc` checks that only a function in a VPC has connections, which security groups need.
expectTypeOf<VpcFunction>().toExtend<IConnectable>();
expectTypeOf<LambdaFunction>().not.toExtend<IConnectable>();
