import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { findingsOf } from "@modules/checks/policies/findings";
import { policyResources, Resources } from "@modules/checks/policies/resources";
import { usePolicies } from "@modules/checks/policies/use/all";
import { Uses } from "@modules/checks/policies/use/uses";
import { prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { soundStack } from "../../../../support/faults";

/** The uses in one stack with these resources. */
function usesIn(resource: object): Uses {
  return new Uses(new Resources([{ id: "shop", json: { resource }, isProtected: true }]));
}

function queuesInTwoStacks(actions: readonly string[]) {
  const app = testApp();
  const queue = new SqsQueue(soundStack(app, "queues"), "jobs", { name: "jobs" });
  for (const [index, action] of actions.entries()) {
    const statement = { Effect: "Allow", Action: action, Resource: queue.arn };
    new IamRolePolicy(soundStack(app, `role-${index}`), "grant", {
      role: "shop",
      policy: JSON.stringify({ Statement: [statement] }),
    });
  }
  return prepare(app);
}

test("finds the sender and the reader of a queue in other stacks", () => {
  const idsOf = (actions: readonly string[]) =>
    findingsOf(queuesInTwoStacks(actions), usePolicies).map(({ rule }) => rule.id);

  expect(idsOf(["sqs:SendMessage", "sqs:ReceiveMessage"])).toEqual([]);
  expect(idsOf(["sqs:SendMessage"])).toEqual(["aws-sqs-reader"]);
  expect(idsOf(["sqs:ReceiveMessage"])).toEqual(["aws-sqs-sender"]);
});

test("says with the path of the construct which resources refer to an unused one", () => {
  expect(findingsOf(queuesInTwoStacks(["sqs:ReceiveMessage"]), usePolicies)).toMatchObject([
    { path: "queues/jobs", address: "aws_sqs_queue.jobs", found: "references of aws_iam_role_policy only" },
  ]);
});

test("knows the argument of a reference across stacks", () => {
  const all = policyResources(queuesInTwoStacks(["sqs:SendMessage"]));
  const [queue] = all.of("aws_sqs_queue");

  expect(new Uses(all).of(queue!)).toMatchObject([{ by: { stack: "role-0", name: "grant" }, argument: "policy" }]);
});

test("takes a dependency for no use", () => {
  const all = new Resources([
    {
      id: "shop",
      json: { resource: { aws_sqs_queue: { a: {}, b: { depends_on: ["${aws_sqs_queue.a}"] } } } },
      isProtected: true,
    },
  ]);

  expect(new Uses(all).of(all.of("aws_sqs_queue")[0]!)).toEqual([]);
});

test.each([
  ["arn:aws:ssm:us-east-1:111122223333:parameter/shop/url", true],
  ["arn:aws:ssm:us-east-1:111122223333:parameter/shop/*", true],
  ["arn:aws:ssm:us-east-1:111122223333:parameter/mails/*", false],
  ["arn:aws:ssm:us-east-1:111122223333:parameter/shop/name", false],
])("knows whether %s names a parameter", (arn, named) => {
  const uses = usesIn({ aws_iam_role_policy: { it: { policy: `{"Resource":"${arn}"}` } } });

  expect(uses.isNamedByArn("parameter/shop/url")).toBe(named);
});

test("reads tolerations of workloads and of the values of charts", () => {
  const uses = usesIn({
    kubernetes_deployment_v1: { it: { spec: { template: { spec: { toleration: [{ key: "dedicated" }] } } } } },
    helm_release: { it: { values: ['{"tolerations":[{"key":"nvidia.com/gpu","operator":"Exists"}]}'] } },
    kubernetes_config_map_v1: { it: { data: { key: "monitoring" } } },
  });

  expect(["dedicated", "nvidia.com/gpu", "monitoring"].map((key) => uses.isTolerated(key))).toEqual([
    true,
    true,
    false,
  ]);
});

test("reads images of pods and tasks", () => {
  const uses = usesIn({
    aws_ecs_task_definition: {
      it: { container_definitions: '[{"image":"111122223333.dkr.ecr.us-east-1.amazonaws.com/shop/api:v1"}]' },
    },
    kubernetes_deployment_v1: {
      it: { spec: { template: { spec: { container: [{ image: "quay.io/shop/web:v1" }] } } } },
    },
  });

  expect(["shop/api", "shop/web", "shop/mails"].map((name) => uses.isRun(name))).toEqual([true, true, false]);
});

test("takes a data source for no use of the resource with the same type and name", () => {
  const all = new Resources([
    {
      id: "shop",
      json: {
        data: { aws_sqs_queue: { jobs: {} } },
        resource: {
          aws_sqs_queue: { jobs: {} },
          aws_lambda_function: { it: { role: "${data.aws_sqs_queue.jobs.arn}" } },
        },
      },
      isProtected: true,
    },
  ]);

  expect(new Uses(all).of(all.of("aws_sqs_queue")[0]!)).toEqual([]);
});
