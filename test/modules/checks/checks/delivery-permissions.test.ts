import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { MqBroker } from "@cdktf/provider-aws/lib/mq-broker";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { setAccount } from "@modules/aws/account";
import { Queue } from "@modules/aws/messaging/queue";
import { boundaryName } from "@modules/aws/security/boundary";
import { DeliveryRoles } from "@modules/aws/security/delivery-roles";
import { grant, Role } from "@modules/aws/security/role";
import { deliveryPermissionFaults } from "@modules/checks/checks/delivery-permissions";
import { setFacts } from "@modules/checks/facts";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";
import { soundStack } from "../../../support/faults";

const ACCOUNT = "111122223333";
const FACTS = { networkGroup: "shop" };

interface Case {
  /** Types of resources that the pipeline's roles may manage. */
  readonly types: readonly string[];
  readonly define: (stack: TerraformStack) => void;
  readonly bootstrap?: (stack: TerraformStack, roles: DeliveryRoles) => void;
  readonly apply?: string;
}

/** Faults of a stack and of the roles that plan and apply it. */
function faults({ types, define, bootstrap = () => {}, apply = "shop-apply" }: Case): string[] {
  const app = testApp();
  const home = soundStack(app, "bootstrap");
  setAccount(home, { id: ACCOUNT, region: "us-east-1" });
  setFacts(home, { ...FACTS, delivery: { plan: "shop-plan", apply } });
  const roles = new DeliveryRoles(home, "delivery", {
    name: "shop",
    rolePath: "/shop/",
    pipeline: { kind: "github", repository: "example/shop", environment: "shop" },
  });
  roles.allowTypes(["aws_iam_openid_connect_provider", "aws_iam_role", "aws_iam_role_policy", ...types]);
  bootstrap(home, roles);
  const stack = soundStack(app, "shop");
  setAccount(stack, {
    id: ACCOUNT,
    region: "us-east-1",
    roles: { path: "/shop/", permissionsBoundary: `arn:aws:iam::${ACCOUNT}:policy/${boundaryName("shop")}` },
  });
  setFacts(stack, FACTS);
  define(stack);
  return deliveryPermissionFaults(prepare(app));
}

const queue = (stack: TerraformStack) => new Queue(stack, "jobs", { name: "jobs" });
const QUEUE = ["aws_sqs_queue", "aws_sqs_queue_policy"];

test("fails for a role whose policies nobody knows, and says nothing else about it", () => {
  const bootstrap = (stack: TerraformStack, { plan }: DeliveryRoles) => {
    const policyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
    new IamRolePolicyAttachment(stack, "read", { role: plan.name, policyArn });
  };

  expect(faults({ types: [], define: queue, bootstrap })).toEqual([
    "bootstrap/delivery/plan/Default: shop-plan must have known policies only, got arn:aws:iam::aws:policy/ReadOnlyAccess; allow the types of its stacks with allowTypes, or add the policy to modules/aws/security/managed-policies",
  ]);
});

test("accepts roles that are made for the types of the stacks", () => {
  const define = (stack: TerraformStack) => {
    queue(stack);
    const role = new Role(stack, "role", { name: "worker", assumedBy: "lambda.amazonaws.com" });
    grant(role, "send", { actions: ["sqs:SendMessage"], resources: ["arn:aws:sqs:us-east-1:111122223333:jobs"] });
    new S3Object(stack, "ca", { bucket: "shop-trust", key: "trust-stores/origin.pem", content: "..." });
  };

  expect(faults({ types: [...QUEUE, "aws_lambda_function", "aws_s3_object"], define })).toEqual([]);
});

test("accepts stacks without a pipeline", () => {
  const app = testApp();
  queue(soundStack(app));

  expect(deliveryPermissionFaults(prepare(app))).toEqual([]);
});

test("fails when a plan cannot refresh a resource, and an apply not make it", () => {
  const found = faults({ types: [], define: queue });

  expect(found[0]).toBe(
    "bootstrap/delivery/plan/Default: shop-plan must be able to refresh aws_sqs_queue, for shop/jobs/dead-letter/Default, got no sqs:GetQueueAttributes; call allowTypes after the last stack, or correct modules/aws/security/resource-actions",
  );
  expect(found.join("\n")).toMatch(/shop-apply must be able to create aws_sqs_queue, .* got no sqs:CreateQueue/);
  expect(found.join("\n")).toMatch(/shop-apply must be able to delete aws_sqs_queue, .* got no sqs:DeleteQueue/);
});

test("fails on an object that a plan may not read", () => {
  const define = (stack: TerraformStack) =>
    new S3Object(stack, "page", { bucket: "shop-site", key: "index.html", content: "..." });

  expect(faults({ types: ["aws_s3_object"], define })).toContainEqual(
    expect.stringMatching(/refresh aws_s3_object, for shop\/page, got no s3:GetObject;/),
  );
});

test("fails on a type whose calls are unknown", () => {
  const define = (stack: TerraformStack) =>
    new MqBroker(stack, "broker", {
      brokerName: "shop",
      engineType: "RabbitMQ",
      engineVersion: "3.13",
      hostInstanceType: "mq.m5.large",
      user: [{ username: "shop", password: "example" }],
    });

  expect(faults({ types: [], define })).toEqual([
    "shop/broker: its type must have known calls, got aws_mq_broker; add the calls that Terraform makes for it to modules/aws/security/resource-actions",
  ]);
});

test("fails on a role outside the path, without the boundary, or for a service that no type passes roles to", () => {
  const trust = (service: string) =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }] });
  const define = (stack: TerraformStack) => {
    new IamRole(stack, "root", { name: "root", assumeRolePolicy: trust("lambda.amazonaws.com") });
    new Role(stack, "glue", { name: "glue", assumedBy: "glue.amazonaws.com" });
  };
  const found = faults({ types: ["aws_lambda_function"], define }).join("\n");

  expect(found).toMatch(/shop-apply must be able to create aws_iam_role, for shop\/root, got no iam:CreateRole;/);
  expect(found).toMatch(
    /^shop\/root: must be a role that shop-apply may pass to lambda.amazonaws.com, got no iam:PassRole/m,
  );
  expect(found).toMatch(/^shop\/glue\/Default: must be a role that shop-apply may pass to glue.amazonaws.com/m);
});

test("fails when a plan may read data", () => {
  const define = (stack: TerraformStack) => new SecretsmanagerSecret(stack, "secret", { name: "login" });
  const bootstrap = (stack: TerraformStack, { plan }: DeliveryRoles) => {
    const policy = { Statement: [{ Effect: "Allow", Action: "secretsmanager:Get*", Resource: "*" }] };
    new IamRolePolicy(stack, "secrets", { role: plan.name, policy: JSON.stringify(policy) });
  };

  expect(faults({ types: ["aws_secretsmanager_secret"], define, bootstrap })).toEqual([
    "bootstrap/delivery/plan/Default: shop-plan must read no data, got secretsmanager:GetSecretValue; remove it from the reads in modules/aws/security/resource-actions",
  ]);
});

test("fails on a role that the stack does not make", () => {
  expect(faults({ types: QUEUE, define: queue, apply: "deploy" })).toEqual([
    "bootstrap: delivery must name roles of the stack, got deploy; correct it in setFacts",
  ]);
});

test("fails without the permission for a service-linked role", () => {
  const deny = (stack: TerraformStack, { apply }: DeliveryRoles) => {
    const policy = { Statement: [{ Effect: "Deny", Action: "iam:CreateServiceLinkedRole", Resource: "*" }] };
    new IamRolePolicy(stack, "none", { role: apply.name, policy: JSON.stringify(policy) });
  };
  const define = (stack: TerraformStack) => stack.addOverride("resource.aws_ecs_cluster.shop", { name: "shop" });

  expect(faults({ types: ["aws_ecs_cluster"], define, bootstrap: deny })).toEqual([
    expect.stringMatching(
      /must be able to create the service-linked role of ecs.amazonaws.com for shop, got no iam:Create/,
    ),
  ]);
});
