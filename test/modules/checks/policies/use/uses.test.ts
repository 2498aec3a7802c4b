import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { findingsOf } from "@modules/checks/policies/findings";
import { policyResources, Resources } from "@modules/checks/policies/resources";
import { violations } from "@modules/checks/policies/rule";
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

test("finds the argument of a reference across stacks", () => {
  const all = policyResources(queuesInTwoStacks(["sqs:SendMessage"]));
  const [queue] = all.of("aws_sqs_queue");

  expect(new Uses(all).of(queue!)).toMatchObject([{ by: { stack: "role-0", name: "grant" }, argument: "policy" }]);
});

test("finds a use in a local value, such as user data", () => {
  const resource = {
    aws_lb: { internal: {} },
    aws_launch_template: { api: { user_data: "${base64encode(local.start)}" } },
  };
  const json = { resource, locals: { start: "curl http://${aws_lb.internal.dns_name}", loop: "${local.loop}" } };
  const all = new Resources([{ id: "shop", json, isProtected: true }]);

  expect(new Uses(all).of(all.of("aws_lb")[0]!)).toMatchObject([{ by: { name: "api" }, argument: "user_data" }]);
});

/** The rules that a resource breaks in a stack with other resources. */
function brokenBy(address: string, resource: object): string[] {
  const all = new Resources([{ id: "shop", json: { resource }, isProtected: true }]);
  return usePolicies
    .filter((rule) => violations(rule, all).some((place) => place.endsWith(address)))
    .map(({ id }) => id);
}

test.each([
  ["/aws/lambda/resize", "aws_lambda_function", { function_name: "resize" }],
  ["/aws/eks/shop/cluster", "aws_eks_cluster", { name: "shop" }],
  ["/aws/rds/instance/shop/postgresql", "aws_db_instance", { identifier: "shop" }],
  ["RDSOSMetrics", "aws_db_instance", { monitoring_role_arn: "arn" }],
  ["/aws/containerinsights/shop/host", "aws_eks_addon", { addon_name: "amazon-cloudwatch-observability" }],
])("finds the writer of %s by its name", (name, type, block) => {
  const idsIn = (writer: object) =>
    brokenBy("aws_cloudwatch_log_group.logs", {
      aws_cloudwatch_log_group: { logs: { name } },
      [type]: { it: writer },
    });

  expect(idsIn(block)).toEqual([]);
  expect(idsIn({ addon_name: "coredns" })).toEqual(["aws-log-group-writer"]);
});

test.each([
  ["a report", { aws_backup_report_plan: { it: { report_delivery_channel: "${aws_s3_bucket.it.id}" } } }],
  ["a stream of logs", { aws_kinesis_firehose_delivery_stream: { it: { bucket_arn: "${aws_s3_bucket.it.arn}" } } }],
  ["access logs", { aws_s3_bucket_policy: { it: { bucket: "${aws_s3_bucket.it.id}", policy: '{"Service":"x"}' } } }],
])("counts people as the readers of a bucket with %s", (_, beside) => {
  const bucket = { it: { bucket: "shop" } };

  expect(brokenBy("aws_s3_bucket.it", { aws_s3_bucket: bucket, ...beside })).not.toContain("aws-s3-reader");
  expect(brokenBy("aws_s3_bucket.it", { aws_s3_bucket: bucket })).toContain("aws-s3-reader");
});

test("counts both buckets of a replication as read", () => {
  const resource = {
    aws_s3_bucket: { source: { bucket: "shop" }, copy: { bucket: "shop-west" }, other: { bucket: "other" } },
    aws_s3_bucket_replication_configuration: {
      it: { bucket: "${aws_s3_bucket.source.id}", rule: [{ destination: { bucket: "${aws_s3_bucket.copy.arn}" } }] },
    },
  };

  expect(
    ["source", "copy", "other"].map((name) => brokenBy(`aws_s3_bucket.${name}`, resource).includes("aws-s3-reader")),
  ).toEqual([false, false, true]);
});

test("does not count a dependency as a use", () => {
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

test("does not count a data source as a use of the resource with the same type and name", () => {
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
